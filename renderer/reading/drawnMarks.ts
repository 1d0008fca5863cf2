import { modalityFunction } from '../../main/domain/greyModality.ts';
import type { Finding, Mark } from '../../preload/contract/findings.ts';
import {
  markLines,
  measureMark,
  spacingAt,
  type MarkPixels,
  type MarkShape,
  type MarkWords,
} from '../tools/index.ts';
import { modalityOf, paddingOf, type DrawnMark } from '../viewport/index.ts';
import type { PanePointer } from './paneLink.ts';
import type { ReadyImage } from './paneImage.ts';

/** A mark among the findings. */
export type MarkFinding = Finding & { readonly content: Mark };

/** The marks that lie on the frame an image shows; none on planes of a volume and on rejected findings. */
export function marksOn(image: ReadyImage, findings: readonly Finding[]): readonly MarkFinding[] {
  const { frame } = image;
  if (frame === null) return [];
  return findings.filter(
    (finding): finding is MarkFinding =>
      finding.content.kind !== 'segmentation' &&
      finding.status !== 'rejected' &&
      finding.content.instanceKey === frame.instanceKey &&
      finding.content.frame === frame.frame,
  );
}

export function shapeOf(mark: Mark): MarkShape {
  return { kind: mark.kind, points: mark.points };
}

/** The mark of a shape on the frame that an image shows; null where it shows none. */
export function markOf(image: ReadyImage, shape: MarkShape, label: string): Mark | null {
  const { frame, series } = image;
  if (frame === null) return null;
  const { instanceKey, sopInstanceUid } = frame;
  const [[x0, y0], [x1, y1]] = shape.points;
  return {
    kind: shape.kind,
    seriesKey: series.seriesKey,
    instanceKey,
    sopInstanceUid,
    frame: frame.frame,
    points: [
      [x0, y0],
      [x1, y1],
    ],
    label,
  };
}

/** All marks of a pane as they are drawn now, the one under change with its values of this moment. */
export function drawnMarks(options: {
  readonly image: ReadyImage;
  readonly findings: readonly Finding[];
  readonly hidden: ReadonlySet<string>;
  readonly pointer: PanePointer;
  readonly selected: string | null;
  readonly textShifts: Readonly<Record<string, readonly [number, number]>>;
  readonly words: MarkWords;
}): readonly DrawnMark[] {
  const { image, pointer, selected, textShifts, words } = options;
  const { draft } = pointer;
  const saved = marksOn(image, options.findings)
    .filter(({ findingId }) => !options.hidden.has(findingId) && findingId !== draft?.findingId)
    .map((finding): DrawnMark => ({
      findingId: finding.findingId,
      shape: shapeOf(finding.content),
      lines: markLines(finding.measurements, words),
      textShift: textShifts[finding.findingId] ?? [0, 0],
      tone: finding.status === 'proposed' ? 'proposed' : finding.findingId === selected ? 'active' : 'plain',
      showHandles: finding.findingId === pointer.hoverMark,
    }));
  if (draft === null || image.frame === null) return saved;
  const spacing = spacingAt(image.frame, draft.shape.points);
  const lines = markLines(measureMark(draft.shape, spacing, markPixels(image)), words);
  const shift = draft.findingId === null ? undefined : textShifts[draft.findingId];
  return [
    ...saved,
    {
      findingId: draft.findingId,
      shape: draft.shape,
      lines,
      textShift: shift ?? [0, 0],
      tone: 'active',
      showHandles: true,
    },
  ];
}

/** The values under a mark; null for colour. */
function markPixels(image: ReadyImage): MarkPixels | null {
  const { pixels, spec } = image;
  if (pixels.samplesPerPixel > 1 || spec.palette !== null) return null;
  const padding = paddingOf(spec);
  return {
    rows: pixels.rows,
    columns: pixels.columns,
    data: pixels.data,
    toValue: modalityFunction(modalityOf(spec)),
    isPadding: (stored) => padding !== null && stored >= padding.low && stored <= padding.high,
    unit: spec.unit,
  };
}
