import type { Uid } from '../../domain/uid.ts';
import type { DataSet } from '../dataSet.ts';
import type { ObjectHeader, PetHeader } from '../instanceHeader.ts';
import type { Keyword } from '../tags.ts';
import { readCode } from './code.ts';
import { readDate, readTime } from './dateTime.ts';
import { findInGroups } from './functionalGroups.ts';
import { readReferences } from './references.ts';

/** What identifies and explains one object; of enhanced objects also from its functional groups. */
export function readObjectHeader(
  dataSet: DataSet,
  uids: { readonly sopClassUid: Uid; readonly sopInstanceUid: Uid },
): ObjectHeader {
  const number = (keyword: Keyword): number | null => findInGroups(dataSet, keyword)?.number(keyword) ?? null;
  const text = (keyword: Keyword): string | null =>
    findInGroups(dataSet, keyword)?.texts(keyword)?.join('\\') ?? null;
  return {
    ...uids,
    number: dataSet.integer('InstanceNumber'),
    acquisitionNumber: dataSet.integer('AcquisitionNumber'),
    acquisitionDate: readDate(dataSet, 'AcquisitionDate') ?? datePart(dataSet.text('AcquisitionDateTime')),
    acquisitionTime: readTime(dataSet, 'AcquisitionTime') ?? timePart(dataSet.text('AcquisitionDateTime')),
    contentDate: readDate(dataSet, 'ContentDate'),
    contentTime: readTime(dataSet, 'ContentTime'),
    imageType: dataSet.texts('ImageType') ?? [],
    viewPosition: dataSet.text('ViewPosition') ?? readCode(dataSet.item('ViewCodeSequence'))?.meaning ?? null,
    anatomicRegion: readAnatomicRegion(dataSet),
    contrastAgent: readContrast(dataSet),
    kernel: text('ConvolutionKernel'),
    kvp: number('KVP'),
    exposureMas: number('Exposure') ?? number('ExposureInmAs'),
    echoTimeMs: number('EchoTime') ?? number('EffectiveEchoTime'),
    repetitionTimeMs: number('RepetitionTime'),
    inversionTimeMs: number('InversionTime') ?? number('InversionTimes'),
    flipAngleDeg: number('FlipAngle'),
    magneticFieldT: number('MagneticFieldStrength'),
    sequenceName: dataSet.text('SequenceName') ?? dataSet.text('PulseSequenceName'),
    pet: readPet(dataSet),
    documentTitle: readTitle(dataSet),
    references: readReferences(dataSet),
  };
}

function readAnatomicRegion(dataSet: DataSet): ObjectHeader['anatomicRegion'] {
  return readCode(findInGroups(dataSet, 'AnatomicRegionSequence')?.item('AnatomicRegionSequence') ?? null);
}

function readContrast(dataSet: DataSet): string | null {
  const coded = readCode(dataSet.item('ContrastBolusAgentSequence'))?.meaning ?? '';
  return dataSet.wholeText('ContrastBolusAgent') ?? (coded === '' ? null : coded);
}

function readTitle(dataSet: DataSet): string | null {
  const named = readCode(dataSet.item('ConceptNameCodeSequence'))?.meaning ?? '';
  return (
    dataSet.wholeText('DocumentTitle') ??
    (named === '' ? null : named) ??
    dataSet.wholeText('ContentDescription') ??
    dataSet.wholeText('ContentLabel')
  );
}

function readPet(dataSet: DataSet): PetHeader | null {
  const drug = dataSet.item('RadiopharmaceuticalInformationSequence');
  if (!dataSet.filled('Units') && drug === null) return null;
  return {
    units: dataSet.text('Units'),
    decayCorrection: dataSet.text('DecayCorrection'),
    correctedImage: dataSet.texts('CorrectedImage') ?? [],
    totalDoseBq: drug?.number('RadionuclideTotalDose') ?? null,
    halfLifeS: drug?.number('RadionuclideHalfLife') ?? null,
    injectionTime: drug?.text('RadiopharmaceuticalStartTime') ?? null,
    injectionDateTime: drug?.text('RadiopharmaceuticalStartDateTime') ?? null,
    frameReferenceTimeMs: dataSet.number('FrameReferenceTime'),
    timezoneOffset: dataSet.text('TimezoneOffsetFromUTC'),
  };
}

function datePart(dateTime: string | null): string | null {
  return dateTime === null || dateTime.length < 8 ? null : dateTime.slice(0, 8);
}

function timePart(dateTime: string | null): string | null {
  const time = dateTime?.slice(8).replace(/[+-]\d{4}$/, '') ?? '';
  return time === '' ? null : time;
}
