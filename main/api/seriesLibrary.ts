import { instancesOfSeries, seriesByKey } from '../catalog/instances.ts';
import type { InstanceRecord } from '../catalog/instanceRecord.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import type { Library } from '../library/library.ts';
import { assembleVolume } from '../pixels/volumeAssembly.ts';
import type { SliceStack } from '../pixels/sliceStacks.ts';
import type { PixelAccess } from './pixelAccess.ts';
import { imageKindOf } from './series/seriesFrames.ts';
import { frameOf, layoutOf, type SeriesLayout } from './series/seriesView.ts';

/** A stack of a series with the images it is made of, in order. */
export interface StackSource {
  readonly layout: SeriesLayout;
  readonly stack: SliceStack;
  readonly records: readonly InstanceRecord[];
  readonly modality: string;
}

/** Series as stacks and volumes. */
export interface SeriesLibrary {
  layout(seriesKey: string): Result<SeriesLayout>;
  stack(seriesKey: string, index: number): Result<StackSource>;
  /** Decodes every slice; `NOT_A_VOLUME` with the reason where the stack is none. */
  volume(
    source: StackSource,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void },
  ): Promise<Result<Volume>>;
}

/** A volume may take this much; beyond it the assembly refuses before decoding. */
const volumeLimitBytes = 2 * 1024 ** 3;

export function openSeriesLibrary(options: {
  readonly library: Library;
  readonly pixels: PixelAccess;
  /** Decoder processes: so many slices and a few more are asked for at once. */
  readonly decoders: number;
}): SeriesLibrary {
  const { library, pixels, decoders } = options;
  const layout = (seriesKey: string): Result<SeriesLayout> => {
    if (seriesByKey(library.db.read, seriesKey) === null)
      return fail('NOT_FOUND', 'This series is not in the library.');
    return layoutOf(instancesOfSeries(library.db.read, seriesKey));
  };
  return {
    layout,
    stack(seriesKey, index) {
      const found = layout(seriesKey);
      if (!found.ok) return found;
      const stack = found.value.stacks[index];
      if (stack === undefined)
        return fail('NOT_FOUND', `The series has no stack ${index}.`, { stack: index });
      const frames = stack.ids.map((id) => frameOf(found.value, id));
      return succeed({
        layout: found.value,
        stack,
        records: frames.map(({ record }) => record),
        modality: frames[0]?.record.header.series.modality ?? 'OT',
      });
    },
    volume(source, { signal, onProgress } = {}) {
      const frames = source.stack.ids.map((id) => frameOf(source.layout, id));
      return assembleVolume({
        stack: source.stack,
        rescale: new Map(
          frames.map((frame) => [
            frame.id,
            {
              header: frame.pixels,
              modality: frame.record.header.series.modality,
              rescaleSlope: frame.attributes.rescale?.slope ?? null,
              rescaleIntercept: frame.attributes.rescale?.intercept ?? null,
              rescaleType: frame.attributes.rescale?.type ?? null,
              imageKind: imageKindOf(frame),
            },
          ]),
        ),
        source: (id, sliceSignal) => {
          const { record, frame } = frameOf(source.layout, id);
          return pixels.frame(record, frame, sliceSignal === null ? {} : { signal: sliceSignal });
        },
        memoryLimitBytes: volumeLimitBytes,
        concurrency: decoders + 4,
        ...(signal === undefined ? {} : { signal }),
        ...(onProgress === undefined ? {} : { onProgress }),
      });
    },
  };
}
