import type { DataSet } from '../dataSet.ts';

/** One directory record (PS3.3 F.3.2.2). */
export interface DirectoryRecord {
  readonly item: DataSet;
  /** Of its item header, which is what other records point at. */
  readonly offset: number;
  /** Offset of the next record of the same entity; 0: none. */
  readonly next: number;
  /** Offset of the first record of the entity below; 0: none. */
  readonly child: number;
  readonly type: string;
  readonly fileId: readonly string[] | null;
  /** RecordInUseFlag 0: deleted. */
  readonly inactive: boolean;
}

/** All records in the order of the sequence, and by their offset. Offsets count from the start of the file. */
export function directoryRecords(dataSet: DataSet): {
  readonly records: readonly DirectoryRecord[];
  readonly byOffset: ReadonlyMap<number, DirectoryRecord>;
} {
  const records = dataSet.items('DirectoryRecordSequence').map((item) => ({
    item,
    offset: item.startOffset,
    next: item.integer('OffsetOfTheNextDirectoryRecord') ?? 0,
    child: item.integer('OffsetOfReferencedLowerLevelDirectoryEntity') ?? 0,
    type: item.text('DirectoryRecordType') ?? '',
    fileId: item.texts('ReferencedFileID'),
    inactive: item.integer('RecordInUseFlag') === 0,
  }));
  return { records, byOffset: new Map(records.map((record) => [record.offset, record])) };
}
