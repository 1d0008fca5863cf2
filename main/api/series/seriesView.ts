import type { InstanceRecord } from '../../catalog/instanceRecord.ts';
import type { GreyTables } from '../../dicom/greyTables.ts';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import { stackSlices, type SliceStack } from '../../pixels/sliceStacks.ts';
import type { GreySpec, SeriesView, StackInfo } from '../../../preload/contract/pixels.ts';
import { frameInfoOf } from './frameInfo.ts';
import { greySpecOf, needsTables } from './greySpec.ts';
import { framesOfSeries, sliceFactsOf, type SeriesFrame } from './seriesFrames.ts';
import { techniqueOf } from './technique.ts';

/** A series laid out for reading: what the page is told, and what the services need to decode it. */
export interface SeriesLayout {
  readonly frames: ReadonlyMap<string, SeriesFrame>;
  readonly stacks: readonly SliceStack[];
}

/** Frames by id and stacks in order; `NO_PIXELS` where the series has no image. */
export function layoutOf(records: readonly InstanceRecord[]): Result<SeriesLayout> {
  const frames = framesOfSeries(records);
  if (frames.length === 0) return fail('NO_PIXELS', 'This series holds no image that can be shown.');
  return succeed({
    frames: new Map(frames.map((frame) => [frame.id, frame])),
    stacks: stackSlices(frames.map(sliceFactsOf)),
  });
}

/**
 * What the page needs to hang a series. `tablesOf` reads lookup tables and palettes from the object; it is asked only for
 * frames whose header names some.
 */
export async function seriesViewOf(
  layout: SeriesLayout,
  tablesOf: (frame: SeriesFrame) => Promise<GreyTables | null>,
): Promise<SeriesView> {
  const greys = new Map<string, { readonly index: number; readonly spec: GreySpec }>();
  const stacks: StackInfo[] = [];
  for (const [index, stack] of layout.stacks.entries()) {
    stacks.push(await stackInfo(index, stack));
  }
  const first = firstFrame(layout);
  const { header } = first.record;
  return {
    seriesKey: first.record.seriesKey,
    seriesInstanceUid: header.series.uid,
    modality: header.series.modality ?? 'OT',
    description: header.series.description ?? header.series.protocol,
    seriesNumber: header.series.number,
    bodyPart: header.series.bodyPart,
    laterality: header.series.laterality,
    contrast: header.instance.contrastAgent,
    acquisitionDate: header.instance.acquisitionDate ?? header.series.date ?? header.study.date,
    acquisitionTime: header.instance.acquisitionTime ?? header.series.time ?? header.study.time,
    institution: header.study.institution,
    technique: techniqueOf(header),
    greys: [...greys.values()].map(({ spec }) => spec),
    stacks,
    suvFactor: null,
  };

  async function stackInfo(index: number, stack: SliceStack): Promise<StackInfo> {
    const frames = stack.ids.map((id) => frameOf(layout, id));
    const infos: StackInfo['frames'] = [];
    for (const frame of frames) infos.push(frameInfoOf(frame, await greyIndex(frame)));
    const voxels = frames.reduce((sum, { pixels }) => sum + pixels.rows * pixels.columns, 0);
    return {
      index,
      label: Object.entries(stack.distinctBy)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
      frames: infos,
      findings: stack.findings.map(({ code, message, details }) => ({
        code,
        message,
        details: { ...details },
      })),
      volume: {
        possible: stack.geometry !== null && frames.every(({ pixels }) => pixels.samplesPerPixel === 1),
        reason: stack.geometry === null ? (stack.findings[0]?.message ?? null) : null,
        bytes: voxels * 2,
      },
      frameOfReferenceUid: frames[0]?.record.header.series.frameOfReferenceUid ?? null,
      frameTimeMs: frameTimes(frames),
    };
  }

  /** Frames with equal grey handling share one entry. */
  async function greyIndex(frame: SeriesFrame): Promise<number> {
    const spec = greySpecOf(frame, needsTables(frame) ? await tablesOf(frame) : null);
    const key = JSON.stringify(spec);
    const known = greys.get(key) ?? { index: greys.size, spec };
    greys.set(key, known);
    return known.index;
  }
}

/** The frame of an id that a stack names. */
export function frameOf(layout: SeriesLayout, id: string): SeriesFrame {
  const frame = layout.frames.get(id);
  if (frame === undefined) throw new Error(`a stack names ${id}, which is no frame of its series`);
  return frame;
}

function firstFrame(layout: SeriesLayout): SeriesFrame {
  const [id = ''] = layout.stacks[0]?.ids ?? [];
  return frameOf(layout, id);
}

/** Milliseconds per frame for cine; null where the header states none. */
function frameTimes(frames: readonly SeriesFrame[]): number[] | null {
  const times = frames.map(({ image, frame }) => image.frameTimeVectorMs?.[frame] ?? image.frameTimeMs);
  return times.every((time) => time !== null && time > 0) ? times.map(Number) : null;
}
