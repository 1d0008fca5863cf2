import { availableParallelism } from 'node:os';
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ensureKernels } from '../../../../native/build.ts';
import { createEventHub } from '../../../api/eventHub.ts';
import { openWorkspace } from '../../../api/openWorkspace.ts';
import { segmentSeries, type SegmentInput } from '../../../api/segmentSeries.ts';
import { createUploads } from '../../../api/uploads.ts';
import { instancesBySopUid } from '../../../catalog/instances.ts';
import { seriesByUid } from '../../../catalog/series.ts';
import { fail, succeed, type Result } from '../../../domain/failure.ts';
import type { Library } from '../../../library/library.ts';
import { segmentMethods } from '../../../imaging/segment.ts';
import { UsageError, type Command, type Invocation } from '../command.ts';
import { withLibrary } from '../openLibraryForCommand.ts';

export const segment: Command = {
  name: 'segment',
  operands: 'SERIES',
  summary: 'Segments a series without a model: lungs, bone, body, threshold, grow. The result is a proposal.',
  count: [1, 1],
  options: {
    method: { type: 'string' },
    lower: { type: 'string' },
    upper: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
  },
  run: (invocation) => {
    const request = requestOf(invocation);
    ensureKernels();
    return withLibrary(invocation, { create: false }, async ({ library, session }) => {
      const place = await checkPlace(invocation.options['out']);
      if (!place.ok) return place;
      const startedMs = performance.now();
      const seriesInstanceUid = invocation.operands[0] ?? '';
      const series = seriesByUid(library.db.read, seriesInstanceUid);
      const [first] = series;
      if (first === undefined) return fail('NOT_FOUND', `No series ${seriesInstanceUid} is in the library.`);
      if (series.length > 1) return fail('AMBIGUOUS', 'Several studies hold a series of this UID.');
      const { clock, files, logger, processes } = invocation.ports;
      const workspace = openWorkspace({
        library,
        session,
        processes,
        files,
        hub: createEventHub(),
        clock,
        logger,
        decoders: Math.max(2, availableParallelism()),
        uploads: createUploads(),
      });
      const done = await segmentSeries(
        workspace,
        { ...request, seriesKey: first.seriesKey, stack: 0 },
        {
          signal: invocation.signal,
          report: ({ done: part, total }) =>
            invocation.progress(`segmenting ${Math.round((100 * part) / Math.max(1, total ?? 1))} %`),
        },
      );
      if (!done.ok) return done;
      const { findingId, sopInstanceUid, segments, engine } = done.value;
      const saved = await saveCopy(library, sopInstanceUid, invocation.options['out']);
      if (!saved.ok) return saved;
      return succeed({
        kind: 'value',
        value: {
          findingId,
          seriesInstanceUid,
          sopInstanceUid,
          segments: segments.map(({ number, label, voxels, volumeMl, mean, unit }) => ({
            number,
            label,
            voxels,
            volumeMl,
            mean,
            unit,
          })),
          seconds: (performance.now() - startedMs) / 1000,
          engine,
        },
        text: segments
          .map(({ label, volumeMl, voxels }) => `${label}: ${volumeMl.toFixed(1)} mL (${voxels} voxels)\n`)
          .join(''),
      });
    });
  },
};

function requestOf({ options }: Invocation): Omit<SegmentInput, 'seriesKey' | 'stack'> {
  const method = segmentMethods.find((name) => name === options['method']);
  if (method === undefined) throw new UsageError(`--method is one of ${segmentMethods.join(', ')}.`);
  return {
    method,
    lower: numberOption(options['lower'], '--lower'),
    upper: numberOption(options['upper'], '--upper'),
    seedIjk: seedOption(options['seed']),
  };
}

function numberOption(text: string | boolean | undefined, name: string): number | null {
  if (text === undefined) return null;
  const value = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new UsageError(`${name} takes a number.`);
  return value;
}

function seedOption(text: string | boolean | undefined): readonly [number, number, number] | null {
  if (text === undefined) return null;
  const match = /^(\d+),(\d+),(\d+)$/.exec(String(text));
  if (match === null) throw new UsageError('--seed takes column,row,slice, from 0.');
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Whether `--out` can be written, asked before any work is done. */
async function checkPlace(out: string | boolean | undefined): Promise<Result<void>> {
  if (typeof out !== 'string') return succeed(undefined);
  const folder = dirname(resolve(out));
  return access(folder, constants.W_OK).then(
    () => succeed(undefined),
    () => fail('FILE_UNREADABLE', `${folder} cannot be written to. Nothing was segmented.`),
  );
}

async function saveCopy(
  library: Library,
  sopInstanceUid: string,
  out: string | boolean | undefined,
): Promise<Result<void>> {
  if (typeof out !== 'string') return succeed(undefined);
  const [record] = instancesBySopUid(library.db.read, sopInstanceUid);
  if (record === undefined) return fail('NOT_FOUND');
  const bytes = await library.vault.read(record.identity);
  if (!bytes.ok) return bytes;
  await writeFile(resolve(out), bytes.value);
  return succeed(undefined);
}
