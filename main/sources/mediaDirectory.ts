import { dirname } from 'node:path';
import type { DicomFile } from '../dicom/dicomFile.ts';
import type { DicomDirectory, DirectoryProblem } from '../dicom/dicomDirectory.ts';
import { readDicomDirectory } from '../dicom/readDicomDirectory.ts';
import { rejected, type Found, type SourceItem } from './sourceItem.ts';

/**
 * What the directory of a medium adds to an import: the files that it names, where nothing else finds them, and what is
 * missing or points outside the medium. The DICOMDIR itself is not stored.
 */
export async function* readDirectoryItems(item: SourceItem, file: DicomFile): AsyncGenerator<Found> {
  const read = readDicomDirectory(file);
  if (!read.ok) {
    yield { kind: 'rejected', file: item.name, failure: read.failure };
    return;
  }
  const directory: DicomDirectory = read.value;
  const folder = dirname(item.name);
  for (const problem of directory.problems) {
    const path = escapePath(problem);
    if (path !== null) yield rejected(`${folder}/${path}`, 'ARCHIVE_PATH_ESCAPES', undefined, { path });
  }
  if (directory.files.length === 0 && directory.problems.some((problem) => escapePath(problem) === null)) {
    yield rejected(item.name, 'DICOM_MALFORMED', 'The records of the DICOMDIR cannot be followed.');
  }
  for (const { path } of directory.files) {
    const found = await item.beside.find(path);
    if (found === null) {
      yield rejected(`${folder}/${path.join('/')}`, 'DICOMDIR_MISSING_FILE');
    } else if (item.beside.wanted) {
      yield { kind: 'item', item: found };
    }
  }
}

function escapePath({ kind, path }: DirectoryProblem): string | null {
  return kind === 'path-escapes' || kind === 'path-absolute' ? (path ?? '?') : null;
}
