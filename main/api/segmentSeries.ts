import { encodeLabelDelta, labelDeltaBetween } from '../domain/labelDelta.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Finding, FindingSegment, SegmentationContent } from '../findings/finding.ts';
import { addFinding } from '../findings/findingStore.ts';
import { appendDelta } from '../findings/labelmapStore.ts';
import type { Segment as FoundSegment, Segmentation } from '../imaging/segmentation.ts';
import type { SegmentMethod, SegmentRequest } from '../imaging/segment.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { fileSegmentation } from './fileSegmentation.ts';
import type { StackSource } from './seriesLibrary.ts';
import type { Workspace } from './workspace.ts';

export interface SegmentInput {
  readonly seriesKey: string;
  readonly stack: number;
  readonly method: SegmentMethod;
  /** Rescaled values: HU for CT. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly seedIjk: readonly [number, number, number] | null;
}

export interface SegmentedSeries {
  readonly findingId: string;
  readonly sopInstanceUid: string;
  readonly segments: readonly FindingSegment[];
  readonly engine: 'native' | 'twin';
}

/** What the program calls itself in what it makes. */
const algorithmVersion = '1';

/**
 * Segments one stack without a model and files the result: a proposal among the findings, its labelmap, and an ordinary
 * DICOM SEG in the study. Progress: decoding slices, then the segmentation in hundredths.
 */
export async function segmentSeries(
  workspace: Workspace,
  input: SegmentInput,
  context: Pick<JobContext, 'signal' | 'report'>,
): Promise<Result<SegmentedSeries>> {
  const request = requestOf(input);
  if (!request.ok) return request;
  const source = workspace.series.stack(input.seriesKey, input.stack);
  if (!source.ok) return source;
  const { modality } = source.value;
  if ((input.method === 'lungs' || input.method === 'bone') && modality !== 'CT') {
    return fail('WRONG_MODALITY', `Segmenting ${input.method} works on CT only, not on ${modality}.`, {
      modality,
    });
  }
  const { signal, report } = context;
  const volume = await workspace.series.volume(source.value, {
    signal,
    onProgress: (done, total) => report({ step: 'segment.decoding', done, total: total * 2 }),
  });
  if (!volume.ok) return volume;
  const slices = source.value.records.length;
  const found = await workspace.segmenter.run({
    volume: volume.value,
    modality,
    request: request.value,
    signal,
    onProgress: (fraction) =>
      report({ step: 'segment.running', done: Math.round(slices * (1 + fraction)), total: slices * 2 }),
  });
  if (!found.ok) return found;
  return fileResult(workspace, source.value, input, found.value);
}

async function fileResult(
  workspace: Workspace,
  source: StackSource,
  input: SegmentInput,
  found: Segmentation,
): Promise<Result<SegmentedSeries>> {
  const segments = found.segments.map(findingSegment);
  const filed = await fileSegmentation(workspace, {
    source,
    labelmap: found.labelmap,
    segments,
    algorithm: {
      name: `Axial ${input.method}`,
      type: input.method === 'grow' ? 'SEMIAUTOMATIC' : 'AUTOMATIC',
    },
  });
  if (!filed.ok) return filed;
  const content: SegmentationContent = {
    kind: 'segmentation',
    seriesKey: input.seriesKey,
    stack: input.stack,
    dims: found.labelmap.dims,
    spacingMm: found.labelmap.spacingMm,
    ijkToLps: found.labelmap.ijkToLps,
    revision: 1,
    segments,
    method: input.method,
    sopInstanceUid: filed.value,
    filedAs: [filed.value],
  };
  const finding = proposeSegmentation(workspace, {
    studyKey: source.records[0]?.studyKey ?? '',
    content,
    labels: found.labelmap.data,
    engine: found.engine,
  });
  return succeed({
    findingId: finding.findingId,
    sopInstanceUid: filed.value,
    segments,
    engine: found.engine,
  });
}

/** Adds a machine's segmentation as a proposal, its labelmap with it, in one transaction. */
function proposeSegmentation(
  workspace: Workspace,
  proposal: {
    readonly studyKey: string;
    readonly content: SegmentationContent;
    readonly labels: Uint8Array;
    readonly engine: string;
  },
): Finding {
  const { studyKey, content, labels, engine } = proposal;
  const delta = encodeLabelDelta(labelDeltaBetween(null, labels));
  const finding = workspace.library.db.write((tx) => {
    const added = addFinding(workspace, tx, {
      studyKey,
      status: 'proposed',
      origin: { kind: 'algorithm', name: `Axial ${content.method}`, version: algorithmVersion, engine },
      content,
      measurements: content.segments.map(({ volumeMl }) => ({
        name: 'volume',
        quantity: { value: volumeMl, unit: 'mL' },
        note: null,
      })),
    });
    appendDelta(tx, { findingId: added.findingId, onRevision: 0, bytes: delta });
    return added;
  });
  workspace.hub.emit('findings.changed', { studyKey, findingId: finding.findingId });
  return finding;
}

function requestOf(input: SegmentInput): Result<SegmentRequest> {
  const { method, lower, upper, seedIjk } = input;
  if (method === 'threshold') return succeed({ method, lower, upper });
  if (method !== 'grow') return succeed({ method });
  if (seedIjk === null) return fail('INVALID_INPUT', 'Growing needs a seed.');
  return succeed({ method, seedIjk, lower, upper });
}

function findingSegment(segment: FoundSegment, index: number): FindingSegment {
  return {
    number: segment.number,
    label: segment.label,
    category: segment.category,
    concept: segment.type,
    modifier: segment.modifier,
    voxels: segment.voxels,
    volumeMl: segment.volumeMl,
    mean: segment.mean,
    unit: segment.unit,
    colour: index,
  };
}
