import { planeName } from '../../main/domain/orientation.ts';
import { cross, dot, transformPoint } from '../../main/domain/space.ts';
import type { StudyRow } from '../../preload/contract/catalog.ts';
import { absentMark, thinSpace, type I18n } from '../i18n/index.ts';
import { scaleOf, windowText, type PaneSize, type Point2 } from '../tools/index.ts';
import { valueFunction, voxelAt } from '../viewport/index.ts';
import type { Look } from './paneContent.ts';
import type { ReadyImage } from './paneImage.ts';

/** A line of a corner. 1 is kept to the last, 3 leaves first when a pane is small. */
export interface OverlayLine {
  readonly text: string;
  readonly priority: 1 | 2 | 3;
  readonly strong?: boolean;
}

/** The four corners: patient, study, state, series. */
export interface Corners {
  readonly patient: readonly OverlayLine[];
  readonly study: readonly OverlayLine[];
  readonly state: readonly OverlayLine[];
  readonly series: readonly OverlayLine[];
}

interface OverlayInput {
  readonly i18n: I18n;
  readonly study: StudyRow;
  readonly ageText: string;
  readonly image: ReadyImage;
  readonly look: Look;
  readonly size: PaneSize;
  readonly hover: Point2 | null;
}

const lineHeightPx = 17;

/** What a pane says in its corners, thinned to what its size has room for. */
export function cornersOf(input: OverlayInput): Corners {
  const all: Corners = {
    patient: patientLines(input),
    study: studyLines(input),
    state: stateLines(input),
    series: seriesLines(input),
  };
  const room = Math.max(1, Math.floor((input.size.height / 2 - 40) / lineHeightPx));
  const { width, height } = input.size;
  const least = width < 420 || height < 300 ? 1 : width < 640 || height < 480 ? 2 : 3;
  const thin = (lines: readonly OverlayLine[]): readonly OverlayLine[] => {
    const wanted = lines.filter(({ text, priority }) => text !== '' && priority <= least);
    const ranked = wanted.toSorted((first, second) => first.priority - second.priority).slice(0, room);
    return wanted.filter((line) => ranked.includes(line));
  };
  return {
    patient: thin(all.patient),
    study: thin(all.study),
    state: thin(all.state),
    series: thin(all.series),
  };
}

/** The window as text, or what stands in its place; empty for colour. */
export function voiText(image: ReadyImage, i18n: I18n): string {
  const { voi, spec } = image;
  if (voi === null) return '';
  if (voi.kind === 'table') return spec.voiLuts[voi.index]?.explanation ?? i18n.t('reading.voiTable');
  return windowText(voi);
}

/** `12 / 300`. */
export function sliceText(image: { readonly slice: number; readonly count: number }): string {
  return `${image.slice + 1}${thinSpace}/${thinSpace}${image.count}`;
}

function patientLines({ i18n, study, ageText }: OverlayInput): readonly OverlayLine[] {
  const name = i18n.name(study.patientName);
  const sex = study.patientSex === null ? '' : i18n.t(`sex.${study.patientSex}`);
  return [
    { text: name.main, priority: 1, strong: true },
    { text: name.other ?? '', priority: 3 },
    { text: study.patientId ?? '', priority: 1 },
    {
      text: [sex, ageText, i18n.dicomDate(study.patientBirthDate)]
        .filter((part) => part !== '' && part !== absentMark)
        .join(' · '),
      priority: 2,
    },
  ];
}

function studyLines({ i18n, study, image }: OverlayInput): readonly OverlayLine[] {
  const { series } = image;
  const date = series.acquisitionDate ?? study.studyDate;
  const time = series.acquisitionDate === null ? study.studyTime : series.acquisitionTime;
  return [
    { text: study.description ?? '', priority: 2 },
    { text: `${i18n.dicomDate(date)} ${i18n.dicomTime(time)}`.trim(), priority: 1 },
    { text: series.institution ?? '', priority: 3 },
    { text: study.accessionNumber ?? '', priority: 3 },
  ];
}

function stateLines({ i18n, image, look, size, hover }: OverlayInput): readonly OverlayLine[] {
  const zoom = scaleOf(image.geometry, look.view, size) * Math.hypot(...image.geometry.columnStep);
  return [
    { text: hover === null ? '' : valueText(image, hover), priority: 2 },
    { text: i18n.t('reading.zoom', { percent: String(Math.round(zoom * 100)) }), priority: 3 },
    { text: voiText(image, i18n), priority: 1 },
    { text: i18n.t('reading.image', { image: sliceText(image) }), priority: 1, strong: true },
  ];
}

function seriesLines({ i18n, image }: OverlayInput): readonly OverlayLine[] {
  const { series, stack, frame } = image;
  const number =
    series.seriesNumber === null
      ? ''
      : i18n.t('reading.seriesNumber', { number: String(series.seriesNumber) });
  const title = [number, series.description ?? ''].filter(Boolean).join(' · ');
  return [
    { text: series.technique.join(' · '), priority: 3 },
    { text: [series.laterality, series.contrast].filter(Boolean).join(' · '), priority: 2 },
    { text: thicknessText(image, i18n), priority: 2 },
    { text: positionText(image), priority: 2 },
    { text: series.stacks.length > 1 ? stack.label : '', priority: 2 },
    { text: frame === null ? i18n.t(`reading.plane.${image.plane?.plan.name ?? 'axial'}`) : '', priority: 1 },
    { text: title, priority: 1, strong: true },
  ];
}

function thicknessText(image: ReadyImage, i18n: I18n): string {
  const mm = (value: number): string => `${Number(value.toFixed(2))}${thinSpace}mm`;
  if (image.plane !== null) {
    const { plan, slabSlices } = image.plane;
    // A plane is cut through voxels: what it has is their distance, not the thickness that was acquired.
    if (slabSlices <= 1) return i18n.t('reading.sliceSpacing', { mm: mm(plan.sliceMm) });
    return i18n.t('reading.slabThickness', { mm: mm(plan.sliceMm * slabSlices) });
  }
  const thickness = image.frame?.sliceThicknessMm ?? null;
  return thickness === null ? '' : i18n.t('reading.thickness', { mm: mm(thickness) });
}

/** Where the slice lies along its own normal, named by the direction it is nearest to: `H 123.5 mm`. */
function positionText(image: ReadyImage): string {
  const { geometry } = image;
  const { positionLps, columnStepLps, rowStepLps } = geometry;
  if (positionLps === null || columnStepLps === null || rowStepLps === null) return '';
  const normal = cross(columnStepLps, rowStepLps);
  const size = Math.hypot(...normal);
  if (size === 0) return '';
  const axis = normal.map(Math.abs).indexOf(Math.max(...normal.map(Math.abs))) as 0 | 1 | 2;
  const plane = planeName(normal);
  const sign = normal[axis] < 0 ? -1 : 1;
  const along = plane === 'oblique' ? (dot(positionLps, normal) / size) * sign : positionLps[axis];
  const letters = [
    ['R', 'L'],
    ['A', 'P'],
    ['F', 'H'],
  ][axis];
  return `${letters?.[along < 0 ? 0 : 1] ?? ''} ${Math.abs(along).toFixed(1)}${thinSpace}mm`;
}

/** The place and value under the pointer, with its unit: `212, 305 · −64 HU`. */
export function valueText(image: ReadyImage, point: Point2): string {
  const [column, row] = [Math.round(point[0]), Math.round(point[1])];
  const { pixels, spec, series } = image;
  if (column < 0 || row < 0 || column >= pixels.columns || row >= pixels.rows) return '';
  const at = (row * pixels.columns + column) * pixels.samplesPerPixel;
  const place = `${column}, ${row}`;
  if (pixels.samplesPerPixel > 1) {
    return `${place} · R${pixels.data[at]} G${pixels.data[at + 1]} B${pixels.data[at + 2]}`;
  }
  const stored = pixels.data[at] ?? 0;
  if (spec.palette !== null) return `${place} · ${stored}`;
  const value = valueFunction(spec)(stored);
  const unit = spec.unit === null ? '' : thinSpace + spec.unit;
  const text = Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
  const suv = series.suvFactor === null ? '' : ` · SUVbw ${(value * series.suvFactor).toFixed(2)}`;
  return `${place} · ${text.replace('-', '\u2212')}${unit}${suv}`;
}

/** The place of a pixel in the patient, in voxels of a plane's volume; null for frames. */
export function voxelUnder(image: ReadyImage, point: Point2): readonly [number, number, number] | null {
  if (image.plane === null) return null;
  const { plan, volume } = image.plane;
  const [i, j, k] = voxelAt(plan, volume, {
    column: Math.round(point[0]),
    row: Math.round(point[1]),
    slice: image.slice,
  });
  const inside = [i, j, k].every((value, axis) => value >= 0 && value < (volume.dims[axis] ?? 0));
  return inside ? [i, j, k] : null;
}

/** A point of a plane in LPS, mm; null for frames without a position. */
export function pointLpsOf(image: ReadyImage, point: Point2): readonly [number, number, number] | null {
  const { positionLps, columnStepLps, rowStepLps } = image.geometry;
  if (positionLps === null || columnStepLps === null || rowStepLps === null) return null;
  return transformPoint(
    [...columnStepLps, 0, ...rowStepLps, 0, 0, 0, 0, 0, ...positionLps, 1],
    [point[0], point[1], 0],
  );
}
