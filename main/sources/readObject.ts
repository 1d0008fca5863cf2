import { encodedFrames, locateFrames } from '../dicom/encodedFrames.ts';
import type { DicomFile } from '../dicom/dicomFile.ts';
import type { DicomDirectory } from '../dicom/dicomDirectory.ts';
import { openDicom } from '../dicom/openDicom.ts';
import { parseDicom } from '../dicom/parseDicom.ts';
import type { RandomReader } from '../dicom/randomAccess.ts';
import { readDicomDirectory } from '../dicom/readDicomDirectory.ts';
import { readInstanceHeader } from '../dicom/readInstanceHeader.ts';
import { readPixelHeader } from '../dicom/readPixelHeader.ts';
import { charsetSourceOf } from '../catalog/charsetSource.ts';
import type { NewInstance } from '../catalog/newInstance.ts';
import { identifyPatient } from '../catalog/patientIdentity.ts';
import { ruleKey } from '../catalog/proposeCharset.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';

/** An object as read, before it is stored: all of a `NewInstance` but where its bytes lie. */
export type ReadObject = Omit<NewInstance, 'instanceKey' | 'identity' | 'sizeBytes'>;

/** What was read: an object to file, or the directory of a medium. Holds nothing of the bytes that it was read from. */
export type ReadResult =
  | { readonly kind: 'object'; readonly object: ReadObject }
  | { readonly kind: 'directory'; readonly directory: DicomDirectory };

export interface ReadContext {
  readonly tenantId: string;
  /** Decisions on character sets that hold for a source (`charsetRules`). */
  readonly charsetRules: ReadonlyMap<string, string>;
  /** Where the file came from: the source of what names no device. */
  readonly origin: string;
  /** Made by Axial from a picture or a PDF. */
  readonly wrapped: boolean;
}

const mediaStorageDirectory = '1.2.840.10008.1.3.10';
/** MediaStorageSOPClassUID. */
const mediaStorageSopClassUid = 0x00020002;

/** Reads an object in memory. Pure. */
export function readObject(bytes: Uint8Array, context: ReadContext): Result<ReadResult> {
  if (bytes.length === 0) return fail('FILE_EMPTY');
  const parsed = parseDicom(bytes);
  if (!parsed.ok) return parsed;
  return describe(parsed.value, context, () => {
    const frames = encodedFrames(parsed.value);
    return frames.ok ? frames.value : null;
  });
}

/** Reads the header of an object that is too large to hold; its pixels stay where they are. */
export async function readLargeObject(
  reader: RandomReader,
  context: ReadContext,
): Promise<Result<ReadResult>> {
  const parsed = await openDicom(reader);
  if (!parsed.ok) return parsed;
  const frames = await locateFrames(parsed.value, reader);
  return describe(parsed.value, context, () => (frames.ok ? frames.value : null));
}

type Frames = NonNullable<NewInstance['pixels']>['frames'];

function describe(file: DicomFile, context: ReadContext, frames: () => Frames | null): Result<ReadResult> {
  if (isDirectory(file)) {
    const directory = readDicomDirectory(file);
    return directory.ok ? succeed({ kind: 'directory', directory: directory.value }) : directory;
  }
  const stated = readInstanceHeader(file);
  if (!stated.ok) return stated;
  const { patient, study, charset } = stated.value;
  const source = charsetSourceOf(stated.value, context.origin);
  const rule = context.charsetRules.get(ruleKey(source, charset.declared));
  const header = rule === undefined ? stated : readInstanceHeader(file, { charset: rule });
  if (!header.ok) return header;
  const statedPatient = {
    issuerOfId: patient.issuerOfId,
    id: patient.id,
    birthDate: patient.birthDate,
    name: patient.name?.raw ?? null,
  };
  const pixelHeader = readPixelHeader(file);
  const place = pixelHeader.ok ? frames() : null;
  return succeed({
    kind: 'object',
    object: {
      header: header.value,
      stated: statedPatient,
      patient: identifyPatient(context.tenantId, statedPatient, study.uid),
      complete: !file.warnings.some(({ code }) => code === 'TRUNCATED'),
      pixels: pixelHeader.ok && place !== null ? { header: pixelHeader.value, frames: place } : null,
      wrapped: context.wrapped,
      remembered: rule !== undefined,
      source,
    },
  });
}

function isDirectory(file: DicomFile): boolean {
  return (
    file.meta.text(mediaStorageSopClassUid) === mediaStorageDirectory ||
    file.dataSet.text('SOPClassUID') === mediaStorageDirectory
  );
}
