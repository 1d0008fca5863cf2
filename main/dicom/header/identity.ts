import { isUid, type Uid } from '../../domain/uid.ts';
import type { DataSet } from '../dataSet.ts';
import type { PatientHeader, SeriesHeader, StudyHeader } from '../instanceHeader.ts';
import { readDate, readTime } from './dateTime.ts';
import { findInGroups } from './functionalGroups.ts';
import { positive } from './positive.ts';

/** The patient module (PS3.3 C.7.1.1) and what the study says about the patient (C.7.2.2). */
export function readPatient(dataSet: DataSet): PatientHeader {
  return {
    id: dataSet.wholeText('PatientID'),
    issuerOfId: dataSet.wholeText('IssuerOfPatientID'),
    name: dataSet.personName('PatientName'),
    birthDate: readDate(dataSet, 'PatientBirthDate'),
    sex: dataSet.text('PatientSex'),
    age: dataSet.text('PatientAge'),
    weightKg: positive(dataSet.number('PatientWeight')),
    sizeM: positive(dataSet.number('PatientSize')),
  };
}

/** The general study module (PS3.3 C.7.2.1). */
export function readStudy(dataSet: DataSet, uid: Uid): StudyHeader {
  return {
    uid,
    date: readDate(dataSet, 'StudyDate'),
    time: readTime(dataSet, 'StudyTime'),
    description: dataSet.wholeText('StudyDescription'),
    accessionNumber: dataSet.wholeText('AccessionNumber'),
    id: dataSet.wholeText('StudyID'),
    referringPhysician: dataSet.personName('ReferringPhysicianName'),
    institution: dataSet.wholeText('InstitutionName'),
  };
}

/** The general series module (PS3.3 C.7.3.1) and the frame of reference (C.7.4.1). */
export function readSeries(dataSet: DataSet, uid: Uid): SeriesHeader {
  return {
    uid,
    number: dataSet.integer('SeriesNumber'),
    modality: readModality(dataSet),
    date: readDate(dataSet, 'SeriesDate'),
    time: readTime(dataSet, 'SeriesTime'),
    description: dataSet.wholeText('SeriesDescription'),
    bodyPart: dataSet.text('BodyPartExamined'),
    laterality: readLaterality(dataSet),
    protocol: dataSet.wholeText('ProtocolName'),
    frameOfReferenceUid: readFrameOfReference(dataSet),
    patientPosition: dataSet.text('PatientPosition'),
    manufacturer: dataSet.wholeText('Manufacturer'),
    stationName: dataSet.wholeText('StationName'),
  };
}

function readModality(dataSet: DataSet): string | null {
  const written = dataSet.text('Modality');
  if (written === null) return null;
  const clean = written
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .toUpperCase();
  return clean === '' ? null : clean;
}

function readLaterality(dataSet: DataSet): string | null {
  return (
    dataSet.text('ImageLaterality') ??
    dataSet.text('Laterality') ??
    findInGroups(dataSet, 'FrameLaterality')?.text('FrameLaterality') ??
    null
  );
}

function readFrameOfReference(dataSet: DataSet): Uid | null {
  const direct = dataSet.text('FrameOfReferenceUID');
  const text =
    direct ?? dataSet.item('ReferencedFrameOfReferenceSequence')?.text('FrameOfReferenceUID') ?? '';
  return isUid(text) ? text : null;
}
