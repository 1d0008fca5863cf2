import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type Entry,
  type ZipFile,
} from 'yauzl';
import { AxialError, makeFailure, raise } from '../domain/failure.ts';
import type { RandomReader } from '../dicom/randomAccess.ts';
import type { Vault } from '../vault/vault.ts';
import { archiveLimits, findBomb, refuseEntry, type ArchiveLimits } from './archiveRules.ts';
import { mediaName } from './fileItem.ts';
import { bytesOpen, spoolOpen } from './openItems.ts';
import type { Found, Neighbours, OpenItem, SourceItem } from './sourceItem.ts';

/** Entries up to this are unpacked in memory, larger ones into an encrypted spool. */
const inMemoryBytes = 16 * 1024 ** 2;

/** Whether bytes begin as a ZIP archive does (also an empty or a spanned one). */
export function looksLikeZip(bytes: Uint8Array): boolean {
  const [p, k, a, b] = bytes;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6) || (a === 7 && b === 8));
}

export interface ArchiveOptions {
  readonly vault: Pick<Vault, 'spool'>;
  readonly limits?: ArchiveLimits;
}

/**
 * The entries of an archive, in byte order of their names. Nothing is unpacked before it is asked for, and entries stay
 * readable until `close`. Yields one `rejected` and nothing else where the archive as a whole is refused: `ARCHIVE_BOMB`,
 * `ARCHIVE_ENCRYPTED`, `ARCHIVE_DAMAGED`.
 */
export async function* zipEntries(
  archive: { readonly item: SourceItem; readonly open: OpenItem },
  options: ArchiveOptions,
): AsyncGenerator<Found> {
  const { item, open } = archive;
  const limits = options.limits ?? archiveLimits;
  const refuse = (failure: ReturnType<typeof makeFailure>): Found => ({
    kind: 'rejected',
    file: item.name,
    failure,
  });
  if (item.depth > limits.nesting) {
    yield refuse(
      makeFailure('ARCHIVE_BOMB', 'The archive was not opened: it lies too deep in other archives.'),
    );
    return;
  }
  let zip: ZipFile;
  let entries: Entry[];
  try {
    zip = await fromRandomAccessReaderPromise(readerOver(open), open.sizeBytes, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    });
    entries = await readDirectory(zip, limits);
  } catch (error) {
    yield refuse(archiveFailure(error));
    return;
  }
  const bombFound = findBomb(entries, limits);
  if (bombFound !== null) {
    yield refuse(bombFound);
    return;
  }
  const files = entries
    .map((entry) => ({ entry, name: nameOf(entry) }))
    .filter(({ name }) => !name.endsWith('/'))
    .toSorted((a, b) => Buffer.compare(a.entry.fileNameRaw, b.entry.fileNameRaw));
  if (files.length > 0 && files.every(({ entry }) => entry.isEncrypted())) {
    yield refuse(makeFailure('ARCHIVE_ENCRYPTED'));
    return;
  }
  const items = new Map<string, SourceItem>();
  const beside = (name: string): Neighbours => neighbours(items, name);
  for (const { entry, name } of files) {
    items.set(
      name.split('/').map(mediaName).join('/'),
      entryItem({ zip, entry, name, parent: item, beside: beside(name), options }),
    );
  }
  for (const { entry, name } of files) {
    const refused = refuseEntry(entry, name);
    const own = items.get(name.split('/').map(mediaName).join('/'));
    if (refused !== null) yield { kind: 'rejected', file: `${item.name}!/${name}`, failure: refused };
    else if (own !== undefined) yield { kind: 'item', item: own };
  }
}

function entryItem(own: {
  readonly zip: ZipFile;
  readonly entry: Entry;
  readonly name: string;
  readonly parent: SourceItem;
  readonly beside: Neighbours;
  readonly options: ArchiveOptions;
}): SourceItem {
  const { zip, entry, name, parent, beside, options } = own;
  return {
    name: `${parent.name}!/${name}`,
    origin: parent.origin,
    sizeBytes: entry.uncompressedSize,
    depth: parent.depth + 1,
    beside,
    open: async () => {
      try {
        const stream = checked(await zip.openReadStreamPromise(entry), entry);
        if (entry.uncompressedSize > inMemoryBytes) return spoolOpen(await options.vault.spool(stream));
        const bytes = Buffer.allocUnsafeSlow(entry.uncompressedSize);
        let filled = 0;
        for await (const piece of stream) {
          bytes.set(piece, filled);
          filled += piece.length;
        }
        return bytesOpen(bytes);
      } catch (error) {
        throw new AxialError(archiveFailure(error));
      }
    },
  };
}

/** The bytes of an entry, not one more than announced and with the checksum announced. */
async function* checked(stream: Readable, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0;
  let seen = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    seen += piece.length;
    if (seen > entry.uncompressedSize) raise('ARCHIVE_BOMB', 'The entry unpacks to more than it announces.');
    sum = crc32(piece, sum);
    yield piece;
  }
  if (seen !== entry.uncompressedSize || sum !== entry.crc32) raise('ARCHIVE_DAMAGED');
}

async function readDirectory(zip: ZipFile, limits: ArchiveLimits): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > limits.entries) break;
  }
  return entries;
}

function nameOf(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  return name.replaceAll('\\', '/');
}

function neighbours(items: ReadonlyMap<string, SourceItem>, name: string): Neighbours {
  const folder = name.split('/').slice(0, -1).map(mediaName);
  return {
    wanted: false,
    find: (path) => Promise.resolve(items.get([...folder, ...path.map(mediaName)].join('/')) ?? null),
  };
}

/** Failures of our own pass; all else that reading an archive throws means that it is damaged. */
function archiveFailure(error: unknown): ReturnType<typeof makeFailure> {
  return error instanceof AxialError ? error.failure : makeFailure('ARCHIVE_DAMAGED');
}

const pieceBytes = 1 << 18;

function readerOver(reader: RandomReader): RandomAccessReader {
  return new PiecewiseReader(reader);
}

/** yauzl's door to an item that is not a plain file. */
class PiecewiseReader extends RandomAccessReader {
  readonly #reader: RandomReader;
  constructor(reader: RandomReader) {
    super();
    this.#reader = reader;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const reader = this.#reader;
    return Readable.from(
      (async function* pieces() {
        for (let offset = start; offset < end; offset += pieceBytes) {
          yield await reader.read(offset, Math.min(pieceBytes, end - offset));
        }
      })(),
      { objectMode: false },
    );
  }
}
