import { instancesBySopUid, instancesOfSeries } from '../catalog/instances.ts';
import type { InstanceRecord } from '../catalog/instanceRecord.ts';
import { seriesOfStudy } from '../catalog/series.ts';
import { parseDicom } from '../dicom/parseDicom.ts';
import { readSegmentation } from '../dicom/readSegmentation.ts';
import type { Segment, Segmentation } from '../dicom/segmentation.ts';
import { segmentationLabelmap } from '../dicom/segmentationLabelmap.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { encodeLabelDelta, labelDeltaBetween } from '../domain/labelDelta.ts';
import type { Labelmap } from '../domain/volume.ts';
import type { FindingSegment, SegmentationContent } from '../findings/finding.ts';
import { addFinding, filedSegmentations } from '../findings/findingStore.ts';
import { appendDelta } from '../findings/labelmapStore.ts';
import { recountSegments } from './recountSegments.ts';
import { voxelMl, volumesOf } from './segmentationEdits.ts';
import { sourceSliceOf } from './series/seriesFrames.ts';
import { frameOf } from './series/seriesView.ts';
import type { StackSource } from './seriesLibrary.ts';
import type { Workspace } from './workspace.ts';

/** Larger objects are not read whole for this. */
const sizeLimitBytes = 256 * 1024 ** 2;

/** Objects that were looked at in vain: they are not read again at every look at the findings. */
const refused = new WeakMap<Workspace, Set<string>>();

/**
 * Makes findings of the DICOM SEG objects that came with a study: proposals on the images that they name. One whose source
 * is not here, that lies on another grid, is compressed or has overlapping segments stays a series of the study and no more.
 */
export async function adoptSegmentations(workspace: Workspace, studyKey: string): Promise<void> {
  const { library, session } = workspace;
  if (!session.require('annotate').ok) return;
  const candidates = seriesOfStudy(library.db.read, studyKey)
    .filter(({ kind }) => kind === 'segmentation')
    .flatMap(({ seriesKey }) => instancesOfSeries(library.db.read, seriesKey))
    .filter(({ chosen }) => chosen);
  if (candidates.length === 0) return;
  const known = filedSegmentations(library.db.read, studyKey);
  const vain = refused.get(workspace) ?? new Set<string>();
  refused.set(workspace, vain);
  for (const record of candidates) {
    if (known.has(record.sopInstanceUid) || vain.has(record.instanceKey)) continue;
    // Noted before the first wait, so that two looks at once do not make two findings.
    vain.add(record.instanceKey);
    const adopted = await adopt(workspace, record);
    if (!adopted.ok) workspace.logger.info('segmentation.not-adopted', { code: adopted.failure.code });
  }
}

async function adopt(workspace: Workspace, record: InstanceRecord): Promise<Result<void>> {
  const { library } = workspace;
  const source = sourceOf(workspace, record);
  if (source === null) return fail('NOT_FOUND', 'The images of this segmentation are not in the library.');
  const geometry = source.stack.geometry;
  if (geometry === null) return fail('NOT_A_VOLUME');
  if (record.sizeBytes > sizeLimitBytes) return fail('PIXELS_TOO_LARGE');
  const bytes = await library.vault.read(record.identity);
  if (!bytes.ok) return bytes;
  const file = parseDicom(bytes.value);
  if (!file.ok) return file;
  const segmentation = readSegmentation(file.value);
  if (!segmentation.ok) return segmentation;
  const { dims, spacingMm, ijkToLps } = geometry;
  const slices = source.stack.ids.map((id) => sourceSliceOf(frameOf(source.layout, id)));
  const placed = segmentationLabelmap(segmentation.value, { dims, spacingMm, ijkToLps, slices });
  if (!placed.ok) return placed;
  if (placed.value.overlappingVoxels > 0 || placed.value.unplacedPlanes > 0) {
    // One label a voxel cannot hold it: every volume shown would be too small.
    return fail('INVALID_INPUT', 'Segments overlap, or lie outside of the images.');
  }
  const content = contentOf(source, record, segmentation.value, placed.value.labelmap);
  if (content.segments.length === 0) return fail('NOTHING_FOUND');
  const [first] = segmentation.value.segments;
  library.db.write((tx) => {
    const added = addFinding(workspace, tx, {
      studyKey: record.studyKey,
      status: 'proposed',
      origin: {
        kind: 'algorithm',
        name: first?.algorithmName ?? record.header.series.manufacturer ?? 'SEG',
        version: '',
        engine: '',
      },
      content,
      measurements: volumesOf(content.segments),
    });
    const delta = encodeLabelDelta(labelDeltaBetween(null, placed.value.labelmap.data));
    appendDelta(tx, { findingId: added.findingId, onRevision: 0, bytes: delta });
  });
  return succeed(undefined);
}

/** The stack of the same study that holds the first image that the segmentation names. */
function sourceOf(workspace: Workspace, record: InstanceRecord): StackSource | null {
  const { library, series } = workspace;
  for (const { sopInstanceUid } of record.header.instance.references) {
    const image = instancesBySopUid(library.db.read, sopInstanceUid).find(
      ({ studyKey }) => studyKey === record.studyKey,
    );
    const layout = image === undefined ? null : series.layout(image.seriesKey);
    if (image === undefined || layout?.ok !== true) continue;
    const index = layout.value.stacks.findIndex(({ ids }) =>
      ids.some((id) => frameOf(layout.value, id).record.sopInstanceUid === sopInstanceUid),
    );
    const stack = series.stack(image.seriesKey, index);
    if (stack.ok) return stack.value;
  }
  return null;
}

function contentOf(
  source: StackSource,
  record: InstanceRecord,
  segmentation: Segmentation,
  labelmap: Labelmap,
): SegmentationContent {
  // A LABELMAP may describe its background as segment 0.
  const empty = segmentation.segments.filter(({ number }) => number > 0).map(findingSegment);
  const segments = recountSegments(empty, labelmap, voxelMl(labelmap)).filter(({ voxels }) => voxels > 0);
  return {
    kind: 'segmentation',
    seriesKey: source.records[0]?.seriesKey ?? '',
    stack: source.layout.stacks.indexOf(source.stack),
    dims: labelmap.dims,
    spacingMm: labelmap.spacingMm,
    ijkToLps: labelmap.ijkToLps,
    revision: 1,
    segments,
    method: 'imported',
    sopInstanceUid: record.sopInstanceUid,
    filedAs: [record.sopInstanceUid],
  };
}

function findingSegment(segment: Segment, index: number): FindingSegment {
  const concept = ({ scheme, value, meaning }: Segment['type']) => ({ scheme, code: value, meaning });
  return {
    number: segment.number,
    label: segment.label,
    category: concept(segment.category),
    concept: concept(segment.type),
    modifier: segment.typeModifier === null ? null : concept(segment.typeModifier),
    voxels: 0,
    volumeMl: 0,
    mean: null,
    unit: null,
    colour: index,
  };
}
