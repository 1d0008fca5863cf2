import {
  applyLabelDelta,
  encodeLabelDelta,
  invertLabelDelta,
  type LabelDelta,
} from '../../main/domain/labelDelta.ts';
import { z } from 'zod';
import { makeFailure, type Failure, type Result } from '../../main/domain/failure.ts';
import { revisionHeader } from '../../preload/contract/bytes.ts';
import type { Transport } from '../../preload/contract/contract.ts';
import { failureValue } from '../../preload/contract/values.ts';
import type { VoxelGrid } from '../viewport/index.ts';

/** A segmentation's voxels in the page: one byte a voxel, on the grid of its series' volume. */
export interface LoadedLabels extends VoxelGrid {
  readonly data: Uint8Array;
  /** The revision of the services that this copy was read at or brought to. */
  readonly revision: number;
  /** Grows with every change of the voxels, also unsent ones: what a painter compares. */
  readonly painted: number;
}

export interface Labelmaps {
  /** Null until it is read; `load` asks for it. */
  get(findingId: string): LoadedLabels | null;
  /** Reads the voxels where they are not here at this revision yet. */
  load(options: {
    readonly findingId: string;
    readonly url: string;
    readonly revision: number;
    readonly grid: VoxelGrid;
  }): Promise<Failure | null>;
  /** Tells painters that voxels were changed in place, for the strokes of a brush. */
  touched(findingId: string): void;
  /**
   * Sends a change that is already painted. On a conflict (someone else changed it) the copy is read anew, the change is gone
   * and CONFLICT comes back.
   */
  send(findingId: string, delta: LabelDelta): Promise<Failure | null>;
  /** Paints a change and sends it. */
  apply(findingId: string, delta: LabelDelta): Promise<Failure | null>;
  onChange(listener: () => void): () => void;
  dispose(): void;
}

/** What the services answer to a change. */
const written = z.object({ revision: z.int().min(1) });

interface Entry {
  readonly url: string;
  labels: LoadedLabels;
}

export function createLabelmaps(transport: Pick<Transport, 'bytes'>): Labelmaps {
  const entries = new Map<string, Entry>();
  const loadingIds = new Map<string, Promise<Failure | null>>();
  const queues = new Map<string, Promise<Failure | null>>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const read = async (findingId: string, url: string, grid: VoxelGrid): Promise<Failure | null> => {
    const found = await readLabels(transport, url, grid);
    if (!found.ok) return found.failure;
    const painted = (entries.get(findingId)?.labels.painted ?? 0) + 1;
    const { dims, ijkToLps } = grid;
    entries.set(findingId, { url, labels: { dims, ijkToLps, ...found.value, painted } });
    changed();
    return null;
  };
  const touched = (findingId: string): void => {
    const entry = entries.get(findingId);
    if (entry === undefined) return;
    entry.labels = { ...entry.labels, painted: entry.labels.painted + 1 };
    changed();
  };
  const put = async (findingId: string, delta: LabelDelta): Promise<Failure | null> => {
    const entry = entries.get(findingId);
    if (entry === undefined) return makeFailure('NOT_FOUND');
    const response = await transport.bytes(entry.url, {
      method: 'PUT',
      body: encodeLabelDelta(delta),
      headers: { [revisionHeader]: String(entry.labels.revision) },
    });
    const answer = response.ok ? written.safeParse(await response.json().catch(() => null)) : null;
    if (answer?.success === true) {
      entry.labels = { ...entry.labels, revision: answer.data.revision };
      return null;
    }
    const failure = response.status === 409 ? makeFailure('CONFLICT') : await failureOf(response);
    await read(findingId, entry.url, entry.labels);
    return failure;
  };
  // One change after the other: each is made on the revision that the one before brought.
  const send = async (findingId: string, delta: LabelDelta): Promise<Failure | null> => {
    const before = queues.get(findingId) ?? Promise.resolve(null);
    const turn = before.then(async () => put(findingId, delta));
    queues.set(findingId, turn);
    return turn;
  };
  return {
    get: (findingId) => entries.get(findingId)?.labels ?? null,
    load: async ({ findingId, url, revision, grid }) => {
      // What this page sent itself is known once it is answered: it is not read back over a stroke that is being made.
      await queues.get(findingId);
      const known = entries.get(findingId);
      if (known !== undefined && known.labels.revision >= revision) return null;
      const running = loadingIds.get(findingId);
      if (running !== undefined) return running;
      const started = read(findingId, url, grid).finally(() => loadingIds.delete(findingId));
      loadingIds.set(findingId, started);
      return started;
    },
    touched,
    send,
    apply: async (findingId, delta) => {
      const entry = entries.get(findingId);
      if (entry === undefined) return makeFailure('NOT_FOUND');
      applyLabelDelta(entry.labels.data, delta);
      touched(findingId);
      return send(findingId, delta);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      for (const entry of entries.values()) entry.labels.data.fill(0);
      entries.clear();
      listeners.clear();
    },
  };
}

/** The change that takes one back; here so that callers need not know how a delta is made. */
export const inverseOf: (delta: LabelDelta) => LabelDelta = invertLabelDelta;

async function readLabels(
  transport: Pick<Transport, 'bytes'>,
  url: string,
  grid: VoxelGrid,
): Promise<Result<{ readonly data: Uint8Array; readonly revision: number }>> {
  const response = await transport.bytes(url);
  if (!response.ok) return { ok: false, failure: await failureOf(response) };
  const data = new Uint8Array(await response.arrayBuffer());
  const revision = Number(response.headers.get(revisionHeader));
  const [ni, nj, nk] = grid.dims;
  if (data.length !== ni * nj * nk || !Number.isInteger(revision)) {
    return { ok: false, failure: makeFailure('PIXELS_TRUNCATED') };
  }
  return { ok: true, value: { data, revision } };
}

async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null);
  const found = failureValue.safeParse((body as { readonly error?: unknown } | null)?.error);
  return found.success ? found.data : makeFailure('INTERNAL');
}
