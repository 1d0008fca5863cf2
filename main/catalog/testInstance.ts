import { createHash } from 'node:crypto';
import { elementsOf, type DataSetRecord } from '../dicom/elementsOf.ts';
import { parseDicom } from '../dicom/parseDicom.ts';
import { readInstanceHeader } from '../dicom/readInstanceHeader.ts';
import { writeDicom } from '../dicom/writeDicom.ts';
import { unwrap } from '../domain/failure.ts';
import type { Identity } from '../vault/vault.ts';
import type { NewInstance } from './newInstance.ts';
import { identifyPatient } from './patientIdentity.ts';

/** For tests: the tenant that made patients belong to. */
export const testTenant = '0d6e4c1a-6a4b-4c58-9d0a-2a7f0f4f6b11';

/** For tests: the bytes of an object without pixels; `elements` by keyword over a plain CT. */
export function testObject(elements: DataSetRecord = {}): Uint8Array {
  const { SOPInstanceUID, SOPClassUID, ...rest } = elements;
  return writeDicom({
    sopClassUid: typeof SOPClassUID === 'string' ? SOPClassUID : '1.2.840.10008.5.1.4.1.1.2',
    sopInstanceUid: typeof SOPInstanceUID === 'string' ? SOPInstanceUID : '1.2.3.4.5',
    elements: elementsOf({
      SpecificCharacterSet: 'ISO_IR 192',
      StudyInstanceUID: '1.2.3',
      SeriesInstanceUID: '1.2.3.4',
      PatientID: 'P-100',
      PatientName: 'Doe^Jane',
      PatientBirthDate: '19700101',
      StudyDate: '20260102',
      Modality: 'CT',
      ...rest,
    }),
  });
}

/** For tests: such an object as it is given to the catalog. */
export function testInstance(elements: DataSetRecord = {}): NewInstance {
  const bytes = testObject(elements);
  const file = unwrap(parseDicom(bytes));
  const header = unwrap(readInstanceHeader(file));
  const { patient } = header;
  const stated = {
    issuerOfId: patient.issuerOfId,
    id: patient.id,
    birthDate: patient.birthDate,
    name: patient.name?.raw ?? null,
  };
  const instanceKey = createHash('sha256').update(bytes).digest('hex');
  return {
    header,
    stated,
    patient: identifyPatient(testTenant, stated, header.study.uid),
    instanceKey,
    identity: instanceKey as Identity,
    sizeBytes: bytes.length,
    complete: true,
    pixels: null,
    wrapped: false,
    remembered: false,
    source: 'test',
  };
}
