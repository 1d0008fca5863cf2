import { randomBytes } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import type { Segment as DicomSegment } from '../dicom/segmentation.ts';
import { writeSegmentation } from '../dicom/writeSegmentation.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { newUid } from '../domain/uid.ts';
import type { Labelmap } from '../domain/volume.ts';
import type { FindingSegment } from '../findings/finding.ts';
import { importObjects } from '../sources/importObjects.ts';
import { dicomDateOf, dicomTimeOf } from './dicomTime.ts';
import { sourceSliceOf } from './series/seriesFrames.ts';
import { frameOf } from './series/seriesView.ts';
import type { StackSource } from './seriesLibrary.ts';
import type { Workspace } from './workspace.ts';

/** Colours of segments that a person tells apart also with a colour vision deficiency (Okabe & Ito, 2008), sRGB. */
const palette: readonly (readonly [number, number, number])[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [213, 94, 0],
  [240, 228, 66],
  [0, 114, 178],
];

/** Derived series follow the numbers that scanners use. */
const seriesNumberBase = 9000;

/**
 * Writes a labelmap as a DICOM SEG and files it in the study through the ordinary import path.
 * Answers its SOP Instance UID.
 */
export async function fileSegmentation(
  workspace: Workspace,
  request: {
    readonly source: StackSource;
    readonly labelmap: Labelmap;
    readonly segments: readonly FindingSegment[];
    readonly algorithm: { readonly name: string; readonly type: DicomSegment['algorithmType'] };
  },
): Promise<Result<string>> {
  const { source, labelmap, segments, algorithm } = request;
  const frames = source.stack.ids.map((id) => frameOf(source.layout, id));
  const [first] = frames;
  const orientation = first?.attributes.orientation ?? null;
  if (first === undefined || orientation === null)
    return fail('NOT_A_VOLUME', 'The source has no orientation.');
  const { header } = first.record;
  const nowMs = workspace.clock.nowMs();
  const sopInstanceUid = newUid(randomBytes(16));
  const slices = frames.map(sourceSliceOf);
  const bytes = writeSegmentation({
    labelmap,
    slices,
    orientation,
    segments: segments.map((segment): DicomSegment => ({
      number: segment.number,
      label: segment.label,
      description: null,
      category: codeOf(segment.category),
      type: codeOf(segment.concept ?? segment.category),
      typeModifier: segment.modifier === null ? null : codeOf(segment.modifier),
      anatomicRegion: null,
      algorithmType: algorithm.type,
      algorithmName: algorithm.type === 'MANUAL' ? null : algorithm.name,
      color: palette[segment.colour % palette.length] ?? null,
    })),
    spacingMm: [labelmap.spacingMm[1], labelmap.spacingMm[0]],
    sliceThicknessMm: first.attributes.sliceThicknessMm ?? labelmap.spacingMm[2],
    patient: header.patient,
    study: header.study,
    sourceSeries: header.series,
    sopInstanceUid,
    seriesInstanceUid: newUid(randomBytes(16)),
    dimensionOrganizationUid: newUid(randomBytes(16)),
    seriesNumber: seriesNumberBase + (header.series.number ?? 0),
    seriesDescription: `${algorithm.name} of ${header.series.description ?? 'series'}`.slice(0, 64),
    contentLabel: 'SEGMENTATION',
    contentDescription: null,
    contentCreator: null,
    date: dicomDateOf(nowMs),
    time: dicomTimeOf(nowMs),
    manufacturer: 'Axial',
    modelName: 'Axial',
    softwareVersion: packageJson.version,
    deviceSerialNumber: workspace.library.deviceId,
  });
  if (!bytes.ok) return bytes;
  const { library, session } = workspace;
  const filed = await importObjects({ library, session, objects: [bytes.value] });
  return filed.ok ? succeed(sopInstanceUid) : filed;
}

function codeOf(concept: { readonly scheme: string; readonly code: string; readonly meaning: string }) {
  return { scheme: concept.scheme, value: concept.code, meaning: concept.meaning };
}
