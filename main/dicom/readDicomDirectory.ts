import { fail, succeed, type Result } from '../domain/failure.ts';
import type { DicomDirectory, DirectoryFile, DirectoryProblem } from './dicomDirectory.ts';
import type { DicomFile } from './dicomFile.ts';
import { checkFileId } from './directory/fileId.ts';
import { directoryRecords, type DirectoryRecord } from './directory/records.ts';

export const mediaStorageDirectory = '1.2.840.10008.1.3.10';

/** Whether the object is a DICOMDIR. */
export function isDicomDirectory(file: DicomFile): boolean {
  return (
    file.meta.text('MediaStorageSOPClassUID') === mediaStorageDirectory ||
    file.dataSet.has('DirectoryRecordSequence')
  );
}

interface Visit {
  readonly record: DirectoryRecord;
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
}

/**
 * Reads the records of a DICOMDIR (PS3.3 F.3) from the root down, each once. Records that no offset reaches are named
 * with a problem of their own and their files are listed too, after the others: media are often written wrong.
 * Nothing is opened. Cost: linear in the records.
 * Errors: DICOM_MALFORMED where the object is no directory.
 */
export function readDicomDirectory(file: DicomFile): Result<DicomDirectory> {
  if (!isDicomDirectory(file)) return fail('DICOM_MALFORMED', 'This is not a DICOMDIR.');
  const { records, byOffset } = directoryRecords(file.dataSet);
  const files: DirectoryFile[] = [];
  const problems: DirectoryProblem[] = [];
  const seen = new Set<number>();
  const first = file.dataSet.integer('OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity') ?? 0;
  const waiting: Visit[] = [];
  const follow = (offset: number, from: number, parents: Omit<Visit, 'record'>): void => {
    if (offset === 0) return;
    const record = byOffset.get(offset);
    if (record === undefined) problems.push({ kind: 'offset-wrong', path: null, offset: from });
    else if (seen.has(offset)) problems.push({ kind: 'cycle', path: null, offset: from });
    else {
      seen.add(offset);
      waiting.push({ ...parents, record });
    }
  };
  const walk = (): void => {
    for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
      const { record } = visit;
      const within = parentsOf(visit);
      takeFile(record, within, { files, problems });
      follow(record.next, record.offset, visit);
      follow(record.child, record.offset, within);
    }
  };
  follow(first, 0, { studyInstanceUid: null, seriesInstanceUid: null });
  walk();
  for (const record of records) {
    if (seen.has(record.offset)) continue;
    if (record.fileId !== null) problems.push({ kind: 'unreachable', path: null, offset: record.offset });
    seen.add(record.offset);
    waiting.push({ record, studyInstanceUid: null, seriesInstanceUid: null });
    walk();
  }
  return succeed({ fileSetId: file.dataSet.text('FileSetID'), files, problems });
}

/** The study and series that the records below belong to. */
function parentsOf({ record, studyInstanceUid, seriesInstanceUid }: Visit): Omit<Visit, 'record'> {
  const { item, type } = record;
  return {
    studyInstanceUid: type === 'STUDY' ? item.text('StudyInstanceUID') : studyInstanceUid,
    seriesInstanceUid: type === 'SERIES' ? item.text('SeriesInstanceUID') : seriesInstanceUid,
  };
}

function takeFile(
  record: DirectoryRecord,
  within: Omit<Visit, 'record'>,
  found: { readonly files: DirectoryFile[]; readonly problems: DirectoryProblem[] },
): void {
  if (record.fileId === null || record.inactive) return;
  const checked = checkFileId(record.fileId);
  if (checked.kind !== 'path') {
    const path = record.fileId.join('/').slice(0, 256);
    found.problems.push({ kind: checked.kind, path, offset: record.offset });
    return;
  }
  const { item, type } = record;
  found.files.push({
    path: checked.path,
    recordType: type,
    sopClassUid: item.text('ReferencedSOPClassUIDInFile'),
    sopInstanceUid: item.text('ReferencedSOPInstanceUIDInFile'),
    transferSyntaxUid: item.text('ReferencedTransferSyntaxUIDInFile'),
    ...within,
  });
}
