import { isUid, type Uid } from '../domain/uid.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { DicomFile, DicomWarning } from './dicomFile.ts';
import type { DataSet } from './dataSet.ts';
import { readImageHeader } from './header/imageHeader.ts';
import { readObjectHeader } from './header/objectHeader.ts';
import { readPatient, readSeries, readStudy } from './header/identity.ts';
import type { CharsetHeader, InstanceHeader } from './instanceHeader.ts';
import type { Keyword } from './tags.ts';
import { proposeCharset } from './text/proposeCharset.ts';

export interface HeaderOptions {
  /** Reads texts in this SpecificCharacterSet instead of the declared one: a person has confirmed it. */
  readonly charset?: string;
}

/**
 * Reads what a catalog and a reading screen need. The value is plain JSON.
 * Cost: linear in the header; multi-frame objects, in their frames.
 * Errors: DICOM_TRUNCATED where the file ends before its pixels or inside its header; DICOM_MISSING_UID where one of
 * SOPClassUID, SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID is absent or no UID: such an object cannot be filed.
 */
export function readInstanceHeader(file: DicomFile, options: HeaderOptions = {}): Result<InstanceHeader> {
  if (file.truncatedAt !== null) return fail('DICOM_TRUNCATED');
  const dataSet = options.charset === undefined ? file.dataSet : file.dataSet.withCharset(options.charset);
  const uids = readUids(dataSet);
  if (typeof uids === 'string') {
    return fail('DICOM_MISSING_UID', `The object has no valid ${uids}.`, { attribute: uids });
  }
  const warnings: DicomWarning[] = [...file.warnings];
  return succeed({
    patient: readPatient(dataSet),
    study: readStudy(dataSet, uids.study),
    series: readSeries(dataSet, uids.series),
    instance: readObjectHeader(dataSet, { sopClassUid: uids.sopClass, sopInstanceUid: uids.sopInstance }),
    image: readImageHeader(dataSet, { transferSyntaxUid: file.transferSyntaxUid, warnings }),
    charset: readCharset(file, dataSet, options),
    transferSyntaxUid: file.transferSyntaxUid,
    warnings,
  });
}

interface Uids {
  readonly sopClass: Uid;
  readonly sopInstance: Uid;
  readonly study: Uid;
  readonly series: Uid;
}

/** The four UIDs, or the keyword of the first that is missing. */
function readUids(dataSet: DataSet): Uids | Keyword {
  const sopClass = uidOf(dataSet, 'SOPClassUID');
  if (sopClass === null) return 'SOPClassUID';
  const sopInstance = uidOf(dataSet, 'SOPInstanceUID');
  if (sopInstance === null) return 'SOPInstanceUID';
  const study = uidOf(dataSet, 'StudyInstanceUID');
  if (study === null) return 'StudyInstanceUID';
  const series = uidOf(dataSet, 'SeriesInstanceUID');
  return series === null ? 'SeriesInstanceUID' : { sopClass, sopInstance, study, series };
}

function uidOf(dataSet: DataSet, keyword: Keyword): Uid | null {
  const text = dataSet.wholeText(keyword);
  return text !== null && isUid(text) ? text : null;
}

function readCharset(file: DicomFile, dataSet: DataSet, options: HeaderOptions): CharsetHeader {
  const declared = file.dataSet.texts('SpecificCharacterSet')?.join('\\') ?? '';
  const proposal = options.charset === undefined ? proposeCharset(file) : null;
  return { declared, used: dataSet.decoding.charset, proposal };
}
