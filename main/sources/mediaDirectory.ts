import { dirname } from 'node:path';
import type { DicomDirectory, DirectoryProblem } from '../dicom/dicomDirectory.ts';
import { rejected, type Found, type SourceItem } from './sourceItem.ts';

/**
 * What the directory of a medium adds to an import: the files that it names, where nothing else finds them, and what is
 * missing or points outside the medium. The DICOMDIR itself is not stored.
 */
export async function* directoryItems(item: SourceItem, directory: DicomDirectory): AsyncGenerator<Found> {
  const folder = dirname(item.name);
  const outside = directory.problems.map(outsidePath).filter((path) => path !== null);
  for (const path of outside) yield rejected(`${folder}/${path}`, 'ARCHIVE_PATH_ESCAPES');
  if (directory.files.length + outside.length === 0 && directory.problems.length > 0) {
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

function outsidePath({ kind, path }: DirectoryProblem): string | null {
  return kind === 'path-escapes' || kind === 'path-absolute' ? (path ?? '?') : null;
}
