import type { Entry } from 'yauzl';
import { makeFailure, type Failure } from '../domain/failure.ts';

/** What an archive may unpack to. Real ones stay far below; a bomb is over one of these by orders of magnitude. */
export interface ArchiveLimits {
  readonly entries: number;
  /** All entries together, unpacked. */
  readonly totalBytes: number;
  /** Unpacked : packed is looked at only from here on: a small blank image packs a thousandfold. */
  readonly ratioFromBytes: number;
  readonly ratio: number;
  /** Archives inside archives: 1 = an archive in an archive is opened, one inside that is not. */
  readonly nesting: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 500_000,
  totalBytes: 1024 ** 4,
  ratioFromBytes: 256 * 1024 ** 2,
  ratio: 100,
  nesting: 1,
};

/**
 * Whether the directory of an archive announces a bomb: too many entries, too much, too high a ratio, or entries that
 * share their bytes. Sizes are what the directory states; that no entry unpacks to more is held while it is read.
 */
export function findBomb(entries: readonly Entry[], limits: ArchiveLimits = archiveLimits): Failure | null {
  if (entries.length > limits.entries) return bomb(`it holds more than ${limits.entries} entries`);
  let packed = 0;
  let unpacked = 0;
  for (const entry of entries) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (isExcessive(entry.uncompressedSize, entry.compressedSize, limits)) {
      return bomb(`an entry unpacks to more than ${limits.ratio} times its size`);
    }
  }
  if (unpacked > limits.totalBytes) return bomb(`it unpacks to more than ${limits.totalBytes} bytes`);
  if (isExcessive(unpacked, packed, limits)) {
    return bomb(`it unpacks to more than ${limits.ratio} times its size`);
  }
  return overlaps(entries) ? bomb('its entries share their bytes') : null;
}

function isExcessive(unpacked: number, packed: number, limits: ArchiveLimits): boolean {
  return unpacked > limits.ratioFromBytes && unpacked > packed * limits.ratio;
}

function overlaps(entries: readonly Entry[]): boolean {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  return inOrder.some((entry, index) => {
    const next = inOrder[index + 1];
    // The local header is at least 30 bytes and the name.
    const end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize;
    return next !== undefined && end > next.relativeOffsetOfLocalHeader;
  });
}

function bomb(why: string): Failure {
  return makeFailure('ARCHIVE_BOMB', `The archive was not opened: ${why}.`);
}

/** Why an entry is not read, from its entry in the directory; null where it may be. */
export function refuseEntry(entry: Entry, name: string): Failure | null {
  if (escapes(name)) return makeFailure('ARCHIVE_PATH_ESCAPES');
  if (isLink(entry)) return makeFailure('FILE_IS_LINK');
  if (entry.isEncrypted()) return makeFailure('ARCHIVE_ENCRYPTED');
  if (!entry.canDecodeFileData()) {
    return makeFailure('ARCHIVE_DAMAGED', 'The entry is packed in a way that is not known.');
  }
  return null;
}

/** Whether a name points outside the archive, in the spelling of any system. Names are never used as paths all the same. */
export function escapes(name: string): boolean {
  const plain = name.replaceAll('\\', '/');
  return (
    plain.startsWith('/') ||
    /^[a-zA-Z]:/.test(plain) ||
    plain.split('/').includes('..') ||
    plain.includes('\0')
  );
}

/** Made on Unix, and the file type of its mode is a symbolic link. */
function isLink(entry: Entry): boolean {
  return entry.versionMadeBy >> 8 === 3 && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}
