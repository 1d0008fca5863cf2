import { fail, succeed, type Result } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { Volume } from '../domain/volume.ts';
import type { SliceStack } from './sliceStacks.ts';
import { isIntegral, rescaleInto, volumeUnit, type SliceRescale } from './volumeValues.ts';

export type { SliceRescale } from './volumeValues.ts';

/** Decodes the frame of one slice. */
export type SliceSource = (id: string, signal: AbortSignal | null) => Promise<Result<DecodedFrame>>;

export interface AssembleOptions {
  readonly stack: SliceStack;
  /** For every id of the stack. */
  readonly rescale: ReadonlyMap<string, SliceRescale>;
  readonly source: SliceSource;
  /** The volume may take this much; a larger one is refused with `PIXELS_TOO_LARGE`. */
  readonly memoryLimitBytes: number;
  /** Frames asked for at once: the size of the decoder pool and a few more. 6 where not given. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Makes the memory of the volume: a SharedArrayBuffer where the page shares it. An ArrayBuffer where not given. */
  readonly allocate?: (sizeBytes: number) => ArrayBufferLike;
}

/**
 * Bytes the volume of a stack takes, known before anything is decoded; null where the stack is no volume. Twice as much
 * where the values turn out not to fit 16 bits. Frames under way come on top: `concurrency` times the largest frame.
 */
export function volumeBytes(stack: SliceStack, rescale: ReadonlyMap<string, SliceRescale>): number | null {
  if (stack.geometry === null) return null;
  const [columns, rows, slices] = stack.geometry.dims;
  return columns * rows * slices * (isIntegral(slicesOf(stack, rescale)) ? 2 : 4);
}

/**
 * Decodes the slices of a stack into one volume of rescaled values, slices in ascending position. Int16 where every
 * rescaled value is an integer that fits, else Float32: nothing is clamped or rounded.
 * Failures: `NOT_A_VOLUME` with the reason (no geometry, colour, a slice of another size), `PIXELS_TOO_LARGE`,
 * `CANCELLED`, and that of the first slice that does not decode: a volume with a hole is none.
 */
export async function assembleVolume(options: AssembleOptions): Promise<Result<Volume>> {
  const { stack, rescale } = options;
  const { geometry } = stack;
  if (geometry === null) return fail('NOT_A_VOLUME', reasonOf(stack));
  const slices = slicesOf(stack, rescale);
  if (!slices.every(isGrey)) return fail('NOT_A_VOLUME', 'Colour images do not form a volume.');
  const grid = allocateGrid(options, isIntegral(slices) ? 'int16' : 'float32');
  if (!grid.ok) return grid;
  const data = await fill(grid.value, geometry.dims, options);
  if (!data.ok) return data;
  const { dims, spacingMm, ijkToLps } = geometry;
  return succeed({ dims, spacingMm, ijkToLps, data: data.value, unit: volumeUnit(slices) });
}

type Voxels = Int16Array | Float32Array;

function allocateGrid(
  { stack, memoryLimitBytes, allocate = (size) => new ArrayBuffer(size) }: AssembleOptions,
  kind: 'int16' | 'float32',
): Result<Voxels> {
  const [columns, rows, count] = stack.geometry?.dims ?? [0, 0, 0];
  const neededBytes = columns * rows * count * (kind === 'int16' ? 2 : 4);
  if (neededBytes > memoryLimitBytes) {
    return fail('PIXELS_TOO_LARGE', 'The volume needs more memory than is allowed.', {
      neededBytes,
      allowedBytes: memoryLimitBytes,
    });
  }
  const memory = allocate(neededBytes);
  return succeed(kind === 'int16' ? new Int16Array(memory) : new Float32Array(memory));
}

/** Works through the slices with `concurrency` of them under way; stops asking after the first failure. */
async function fill(
  first: Voxels,
  [columns, rows, count]: readonly [number, number, number],
  options: AssembleOptions,
): Promise<Result<Voxels>> {
  const { stack, rescale, source, signal, onProgress, concurrency = 6 } = options;
  const stop = new AbortController();
  const eitherSignal = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const state = { voxels: first, next: 0, done: 0, failure: null as Result<never> | null };

  const store = (slice: number, id: string, frame: DecodedFrame): Result<null> => {
    if (frame.columns !== columns || frame.rows !== rows) {
      return fail('NOT_A_VOLUME', 'A slice is of another size than its header says.');
    }
    const place = (): Voxels => state.voxels.subarray(slice * columns * rows, (slice + 1) * columns * rows);
    if (rescaleInto(frame.data, rescale.get(id), place())) return succeed(null);
    const wide = allocateGrid(options, 'float32');
    if (!wide.ok) return wide;
    wide.value.set(state.voxels);
    state.voxels = wide.value;
    rescaleInto(frame.data, rescale.get(id), place());
    return succeed(null);
  };

  const work = async (): Promise<void> => {
    for (let slice = state.next; slice < count && state.failure === null; slice = state.next) {
      state.next += 1;
      const id = stack.ids[slice] ?? '';
      const frame = eitherSignal.aborted ? fail('CANCELLED') : await source(id, eitherSignal);
      const stored = frame.ok ? store(slice, id, frame.value) : frame;
      if (!stored.ok) {
        state.failure ??= stored;
        stop.abort();
        return;
      }
      state.done += 1;
      onProgress?.(state.done, count);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(concurrency, count)) }, work));
  return state.failure ?? succeed(state.voxels);
}

function slicesOf(stack: SliceStack, rescale: ReadonlyMap<string, SliceRescale>): readonly SliceRescale[] {
  return stack.ids.map((id) => {
    const slice = rescale.get(id);
    if (slice === undefined) throw new Error('a slice of the stack has no rescale entry');
    return slice;
  });
}

/** Palette and colour pixels have no value that a voxel could hold. */
function isGrey({ header }: SliceRescale): boolean {
  return header.samplesPerPixel === 1 && header.photometricInterpretation !== 'PALETTE COLOR';
}

/** The first finding that stands in the way. */
function reasonOf({ findings }: SliceStack): string {
  const harmless = ['SEVERAL_PHASES', 'GANTRY_TILT'];
  const reason = findings.find(({ code }) => !harmless.includes(code) && !code.startsWith('MIXED_'));
  return reason?.message ?? 'These images do not form a volume.';
}
