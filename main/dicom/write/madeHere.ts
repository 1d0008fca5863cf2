import type { DataSetRecord } from '../elementsOf.ts';
import type { PatientHeader, StudyHeader } from '../instanceHeader.ts';
import { writableDate, writableTime } from '../header/dateTime.ts';
import type { WrapTarget } from '../wrapping.ts';

/**
 * Patient and general study modules of an object that is made here: type 2 attributes are there, be they empty.
 * What identifies the patient is kept as it was read, right or wrong, so that the object is filed with its source;
 * what only describes is left out where its value may not be written.
 */
export function patientAndStudy(patient: PatientHeader, study: StudyHeader): DataSetRecord {
  return {
    PatientName: patient.name?.raw ?? null,
    PatientID: patient.id,
    ...(patient.issuerOfId === null ? {} : { IssuerOfPatientID: patient.issuerOfId }),
    PatientBirthDate: patient.birthDate,
    PatientSex: sexes.has(patient.sex ?? '') ? patient.sex : null,
    StudyInstanceUID: study.uid,
    StudyDate: writableDate(study.date),
    StudyTime: writableTime(study.time),
    ReferringPhysicianName: study.referringPhysician?.raw ?? null,
    StudyID: study.id,
    AccessionNumber: study.accessionNumber,
    ...(study.description === null ? {} : { StudyDescription: study.description }),
  };
}

const sexes: ReadonlySet<string> = new Set(['M', 'F', 'O']);

/** Series, equipment and instance of a wrapped object. */
export function wrappedRecord(target: WrapTarget, modality: string): DataSetRecord {
  return {
    ...patientAndStudy(target.patient, target.study),
    Modality: modality,
    Laterality: null,
    SeriesInstanceUID: target.seriesInstanceUid,
    SeriesNumber: target.seriesNumber,
    SeriesDescription: target.seriesDescription,
    SeriesDate: target.date,
    SeriesTime: target.time,
    InstanceNumber: target.instanceNumber,
    InstanceCreationDate: target.date,
    InstanceCreationTime: target.time,
    ContentDate: target.date,
    ContentTime: target.time,
    ConversionType: target.conversionType,
    Manufacturer: 'Axial',
  };
}
