import type { FiledInstances } from '../catalog/addInstances.ts';
import { charsetRules } from '../catalog/proposeCharset.ts';
import { AxialError, failureOf, makeFailure, succeed, type Failure, type Result } from '../domain/failure.ts';
import { systemClock, type Clock } from '../ports/clock.ts';
import { openGroupQueue, type GroupQueue } from './groupQueue.ts';
import type { ImportGroup, ImportTarget } from './importGroup.ts';
import { importLedger, type ImportLedger } from './importLedger.ts';
import type { ImportProgress, ImportSummary } from './importSummary.ts';
import { openLanes } from './lanes.ts';
import { directoryItems } from './mediaDirectory.ts';
import { readLargeObject, readObject, type ReadContext, type ReadResult } from './readObject.ts';
import type { Found, OpenItem, ReusableBuffer, SourceItem } from './sourceItem.ts';
import { looksLikeZip, zipEntries } from './zipArchive.ts';

export interface ImportOptions {
  readonly library: ImportTarget['library'];
  readonly session: ImportTarget['session'];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** The system's where not given. */
  readonly clock?: Clock;
}

/** Objects up to this are held whole while they are read and stored; of larger ones only the header. */
const inMemoryBytes = 16 * 1024 ** 2;
/** Read and stored at the same time. */
const laneCount = 6;
const inFlightBytes = 48 * 1024 ** 2;
/** How often a group is looked at that waits to be full. */
const lookEveryMs = 500;

/**
 * Imports what a walk finds. Reading, hashing, encrypting and writing overlap with the commits; every commit is durable.
 * Memory: some 100 MB, whatever is imported.
 *
 * Single inputs that cannot be taken are in the summary. Fails as a whole with `FORBIDDEN`, `CANCELLED`, `DISK_FULL`,
 * `LIBRARY_READ_ONLY`, `LIBRARY_BUSY`, `LIBRARY_LOCKED`; what was committed before stays, and a repeat goes on from there.
 */
export async function importItems(
  options: ImportOptions & {
    readonly found: AsyncIterable<Found> | Iterable<Found>;
    /** Made by Axial from a picture or a PDF. */
    readonly wrapped?: boolean;
    /** An account that the caller shares. */
    readonly ledger?: ImportLedger;
  },
): Promise<Result<ImportSummary>> {
  const { library, session, signal, onProgress } = options;
  const allowed = session.require('import');
  if (!allowed.ok) return allowed;
  const clock = options.clock ?? systemClock;
  const ledger = options.ledger ?? importLedger({ clock, onProgress });
  const run = new ImportRun({ library, session, clock }, ledger, {
    tenantId: library.tenantId,
    charsetRules: charsetRules(library.db.read),
    wrapped: options.wrapped ?? false,
  });
  const failure = await run.all(options.found, signal);
  const summary = ledger.summary();
  session.record({
    action: 'study.import',
    resource: null,
    outcome: failure === null ? 'success' : 'failure',
    details: {
      instances: summary.instances,
      duplicates: summary.duplicates,
      conflicts: summary.conflicts,
      rejected: summary.rejected.length,
      code: failure?.code ?? null,
    },
  });
  return failure === null ? succeed(summary) : { ok: false, failure };
}

/** The state of one import while it runs. */
class ImportRun {
  readonly #target: ImportTarget;
  readonly #ledger: ImportLedger;
  readonly #context: Omit<ReadContext, 'origin'>;
  readonly #lanes = openLanes({ lanes: laneCount, bytes: inFlightBytes });
  /** Sources that were found inside others and wait for their turn. */
  readonly #waiting: AsyncIterable<Found>[] = [];
  readonly #tasks = new Set<Promise<void>>();
  /** Open while entries of theirs are read. */
  readonly #archives = new Set<OpenItem>();
  readonly #groups: GroupQueue;
  /** What ends the whole import. */
  #fatal: Failure | null = null;
  #bug: unknown = null;

  constructor(target: ImportTarget, ledger: ImportLedger, context: Omit<ReadContext, 'origin'>) {
    this.#target = target;
    this.#ledger = ledger;
    this.#context = context;
    this.#groups = openGroupQueue({
      target,
      isBroken: () => this.#bug !== null || (this.#fatal !== null && this.#fatal.code !== 'CANCELLED'),
      onCommit: (group, filed) => this.#account(group, filed),
      onFailure: (group, error) => {
        // Another process purged an object of this group meanwhile: read them again.
        if (failureOf(error).code === 'CONFLICT') this.#waiting.push(again(group));
        else this.#break(error);
      },
    });
  }

  async all(found: AsyncIterable<Found> | Iterable<Found>, signal?: AbortSignal): Promise<Failure | null> {
    const stop = (): void => this.#end(makeFailure('CANCELLED'));
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop, { once: true });
    const aging = setInterval(() => this.#groups.sealOld(), lookEveryMs);
    try {
      await this.#drain(found);
      for (;;) {
        await Promise.all(this.#tasks);
        const next = this.#waiting.shift();
        if (next !== undefined) await this.#drain(next);
        else if (this.#tasks.size === 0 && this.#groups.isEmpty()) break;
        else {
          this.#groups.seal();
          await this.#groups.settled();
        }
      }
    } finally {
      clearInterval(aging);
      signal?.removeEventListener('abort', stop);
      for (const open of this.#archives) await open.close();
    }
    if (this.#bug !== null) throw this.#bug;
    return this.#fatal;
  }

  #end(failure: Failure): void {
    this.#fatal ??= failure;
  }

  #break(error: unknown): void {
    if (error instanceof AxialError) this.#end(error.failure);
    else this.#bug ??= error;
  }

  async #drain(found: AsyncIterable<Found> | Iterable<Found>): Promise<void> {
    for await (const one of found) {
      if (this.#fatal !== null || this.#bug !== null) return;
      if (one.kind === 'rejected') this.#refuse(one.file, one.failure);
      else await this.#start(one.item);
    }
  }

  async #start(item: SourceItem): Promise<void> {
    await this.#groups.hasRoom();
    const lane = await this.#lanes.enter(Math.min(item.sizeBytes, inMemoryBytes));
    const task = this.#take(item, lane.buffer)
      .catch((error: unknown) => this.#break(error))
      .finally(() => {
        lane.leave();
        this.#tasks.delete(task);
      });
    this.#tasks.add(task);
  }

  /** Reads one item and starts storing it. Failures of the item are refused; what is thrown ends the import. */
  async #take(item: SourceItem, buffer: ReusableBuffer): Promise<void> {
    if (this.#fatal !== null) return;
    const open = await item.open().catch((error: unknown) => failureOf(error));
    if ('code' in open) return this.#refuse(item.name, open);
    let keepOpen = false;
    try {
      const read = await this.#read(item, open, buffer).catch((error: unknown) => failureOf(error));
      if (read === 'archive') {
        keepOpen = true;
        this.#archives.add(open);
        this.#waiting.push(this.#entriesOf(item, open));
      } else if ('code' in read) {
        this.#refuse(item.name, read);
      } else {
        await this.#keep(item, open, read);
      }
    } finally {
      if (!keepOpen) await open.close();
    }
  }

  async #read(
    item: SourceItem,
    open: OpenItem,
    buffer: ReusableBuffer,
  ): Promise<'archive' | Failure | { readonly read: ReadResult; readonly bytes: Uint8Array | null }> {
    const context = { ...this.#context, origin: item.origin };
    const whole = open.sizeBytes <= inMemoryBytes;
    const bytes = whole ? await open.readAll(buffer) : await open.read(0, 132);
    if (looksLikeZip(bytes)) return 'archive';
    const read = whole ? readObject(bytes, context) : await readLargeObject(open, context);
    return read.ok ? { read: read.value, bytes: whole ? bytes : null } : read.failure;
  }

  async #keep(
    item: SourceItem,
    open: OpenItem,
    { read, bytes }: { readonly read: ReadResult; readonly bytes: Uint8Array | null },
  ): Promise<void> {
    if (read.kind === 'directory') {
      this.#waiting.push(directoryItems(item, read.directory));
      this.#ledger.finish(1);
      return;
    }
    const failure = await this.#groups.put({ item, open, read: read.object, bytes });
    if (failure !== null) this.#refuse(item.name, failure);
  }

  async *#entriesOf(item: SourceItem, open: OpenItem): AsyncGenerator<Found> {
    const before = new Set(this.#tasks);
    try {
      for await (const found of zipEntries({ item, open }, { vault: this.#target.library.vault })) {
        this.#ledger.expect(1);
        yield found;
      }
    } finally {
      await Promise.all([...this.#tasks].filter((task) => !before.has(task)));
      this.#ledger.expect(-1);
      this.#archives.delete(open);
      await open.close();
    }
  }

  #account(group: ImportGroup, added: FiledInstances): void {
    const duplicates = added.filed.filter(({ outcome }) => outcome === 'duplicate').length;
    this.#ledger.finish(group.members.length);
    this.#ledger.commit(
      {
        studies: added.newStudies,
        series: added.newSeries,
        instances: added.filed.length - duplicates,
        duplicates,
        conflicts: added.filed.filter(({ conflict }) => conflict).length,
      },
      [...added.touched.map(({ studyKey }) => studyKey), ...added.restored],
    );
  }

  #refuse(file: string, failure: Failure): void {
    this.#ledger.reject(file, failure);
    this.#ledger.finish(1);
  }
}

async function* again(group: ImportGroup): AsyncGenerator<Found> {
  for (const { item } of group.members) yield { kind: 'item', item };
}
