import { charsetRules } from '../catalog/proposeCharset.ts';
import { AxialError, failureOf, makeFailure, succeed, type Failure, type Result } from '../domain/failure.ts';
import { systemClock, type Clock } from '../ports/clock.ts';
import { commitGroup, startGroup, type ImportGroup, type ImportTarget } from './importGroup.ts';
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
/** A group is committed when it has so many objects, so many bytes or so much age. */
const groupObjects = 512;
const groupBytes = 96 * 1024 ** 2;
const groupAgeMs = 1_000;
/** The first groups are small, so that the first image can be read at once: 1, 8, 64, … objects. */
const firstGroups = 8;
/** Groups that may wait for their commit. */
const groupsWaiting = 2;

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
  readonly #commits = new Set<Promise<void>>();
  #lastCommit: Promise<void> = Promise.resolve();
  /** Open while entries of theirs are read. */
  readonly #archives = new Set<OpenItem>();
  #group: ImportGroup | null = null;
  #groupLimit = 1;
  /** What ends the whole import. */
  #fatal: Failure | null = null;
  #bug: unknown = null;

  constructor(target: ImportTarget, ledger: ImportLedger, context: Omit<ReadContext, 'origin'>) {
    this.#target = target;
    this.#ledger = ledger;
    this.#context = context;
  }

  async all(found: AsyncIterable<Found> | Iterable<Found>, signal?: AbortSignal): Promise<Failure | null> {
    const stop = (): void => this.#end(makeFailure('CANCELLED'));
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop, { once: true });
    // A slow source must not keep what it has given from being committed.
    const aging = setInterval(() => this.#sealOld(), groupAgeMs / 2);
    try {
      await this.#drain(found);
      for (;;) {
        await Promise.all(this.#tasks);
        const next = this.#waiting.shift();
        if (next !== undefined) await this.#drain(next);
        else if (this.#tasks.size === 0 && this.#group === null && this.#commits.size === 0) break;
        else {
          this.#seal();
          await Promise.all(this.#commits);
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

  async #drain(found: AsyncIterable<Found> | Iterable<Found>): Promise<void> {
    for await (const one of found) {
      if (this.#fatal !== null || this.#bug !== null) return;
      if (one.kind === 'rejected') this.#refuse(one.file, one.failure);
      else await this.#start(one.item);
    }
  }

  async #start(item: SourceItem): Promise<void> {
    while (this.#commits.size > groupsWaiting) await Promise.race(this.#commits);
    const lane = await this.#lanes.enter(Math.min(item.sizeBytes, inMemoryBytes));
    const task = this.#take(item, lane.buffer)
      .catch((error: unknown) => {
        if (error instanceof AxialError) this.#end(error.failure);
        else this.#bug ??= error;
      })
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
    const { object } = read;
    const { patientKey: patientId } = object.patient;
    this.#group ??= startGroup(this.#target);
    const group = this.#group;
    group.sizeBytes += open.sizeBytes;
    const { batch } = group;
    const stored = (
      bytes === null ? batch.putSource({ patientId, source: open }) : batch.put({ patientId, bytes })
    )
      .then(({ identity, sizeBytes }) => {
        group.members.push({ item, instance: { ...object, instanceKey: identity, identity, sizeBytes } });
      })
      .catch((error: unknown) => {
        const failure = failureOf(error);
        // Reading a stream again and unpacking it happen inside the vault's writing.
        if (!/^(FILE|ARCHIVE)_/.test(failure.code)) throw error;
        this.#refuse(item.name, failure);
      });
    group.pending.add(stored);
    if (group.pending.size >= this.#groupLimit || group.sizeBytes >= groupBytes) this.#seal();
    await stored;
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

  #sealOld(): void {
    const { clock } = this.#target;
    if (this.#group !== null && clock.monotonicMs() - this.#group.startedMs > groupAgeMs) this.#seal();
  }

  /** Ends the current group: what comes after goes into a new one. */
  #seal(): void {
    const group = this.#group;
    if (group === null) return;
    this.#group = null;
    this.#groupLimit = Math.min(groupObjects, this.#groupLimit * firstGroups);
    const commit = this.#lastCommit
      .then(() => this.#commit(group))
      .catch((error: unknown) => {
        if (error instanceof AxialError) this.#end(error.failure);
        else this.#bug ??= error;
      })
      .finally(() => {
        this.#commits.delete(commit);
      });
    this.#commits.add(commit);
    this.#lastCommit = commit;
  }

  async #commit(group: ImportGroup): Promise<void> {
    if (this.#bug !== null || (this.#fatal !== null && this.#fatal.code !== 'CANCELLED')) {
      await group.batch.close();
      return;
    }
    try {
      const added = await commitGroup(this.#target, group);
      const duplicates = added.filed.filter(({ outcome }) => outcome === 'duplicate').length;
      const changed = [...added.touched.map(({ studyKey }) => studyKey), ...added.restored];
      this.#ledger.finish(group.members.length);
      this.#ledger.commit(
        {
          studies: added.newStudies,
          series: added.newSeries,
          instances: added.filed.length - duplicates,
          duplicates,
          conflicts: added.filed.filter(({ conflict }) => conflict).length,
        },
        changed,
      );
    } catch (error) {
      if (failureOf(error).code !== 'CONFLICT') throw error;
      // Another process purged an object of this group meanwhile: read them again.
      this.#waiting.push(again(group));
    }
  }

  #refuse(file: string, failure: Failure): void {
    this.#ledger.reject(file, failure);
    this.#ledger.finish(1);
  }
}

async function* again(group: ImportGroup): AsyncGenerator<Found> {
  for (const { item } of group.members) yield { kind: 'item', item };
}
