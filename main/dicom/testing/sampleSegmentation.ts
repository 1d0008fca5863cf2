import { parsePersonName } from '../personName.ts';
import type { Segment, SegmentationInput } from '../segmentation.ts';
import type { Uid } from '../../domain/uid.ts';
import type { Labelmap } from '../../domain/volume.ts';
import { add, scale, type Vec3 } from '../../domain/space.ts';

/** Row and column directions of a plane tilted about two axes. */
const row: Vec3 = [0.8, 0.6, 0];
const column: Vec3 = [0, 0, -1];
const normal: Vec3 = [-0.6, 0.8, 0];

const organ = { value: '123037004', scheme: 'SCT', meaning: 'Anatomical structure' };

export const leftLung: Segment = {
  number: 3,
  label: 'Left lung',
  description: null,
  category: organ,
  type: { value: '39607008', scheme: 'SCT', meaning: 'Lung' },
  typeModifier: { value: '7771000', scheme: 'SCT', meaning: 'Left' },
  anatomicRegion: null,
  algorithmType: 'AUTOMATIC',
  algorithmName: 'Axial lungs 1',
  color: [64, 160, 224],
};

export const bone: Segment = {
  ...leftLung,
  number: 7,
  label: 'Bone',
  description: 'Drawn by hand',
  type: { value: '272673000', scheme: 'SCT', meaning: 'Bone' },
  typeModifier: null,
  algorithmType: 'MANUAL',
  algorithmName: null,
  color: null,
};

/** Distances of the slices along the normal, in the order of the labelmap: neither sorted nor even. */
export const heightsMm = [4, 0, 11.5, 7];

export function sampleLabelmap(): Labelmap {
  const dims = [5, 3, heightsMm.length] as const;
  const data = new Uint8Array(dims[0] * dims[1] * dims[2]);
  for (let index = 0; index < data.length; index += 1) {
    const slice = Math.floor(index / (dims[0] * dims[1]));
    if (slice !== 1 && index % 3 === 0) data[index] = 3;
    if (slice !== 2 && index % 4 === 1) data[index] = 7;
  }
  return {
    dims,
    spacingMm: [0.7, 0.9, 3.5],
    ijkToLps: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    data,
  };
}

/** Two segments on four oblique slices at uneven distances, in mixed order. */
export function sampleInput(): SegmentationInput {
  return {
    labelmap: sampleLabelmap(),
    segments: [leftLung, bone],
    slices: heightsMm.map((height, index) => ({
      sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
      sopInstanceUid: `2.25.100${index}`,
      frameNumber: null,
      positionLps: add([-100.25, 30.5, 12], scale(normal, height)),
    })),
    orientation: [...row, ...column],
    spacingMm: [0.9, 0.7],
    sliceThicknessMm: 3.5,
    patient: {
      id: 'P1',
      issuerOfId: null,
      name: parsePersonName('Wang^XiaoDong=王^小东'),
      birthDate: '19600102',
      sex: 'F',
      age: null,
      weightKg: null,
      sizeM: null,
    },
    study: {
      uid: '2.25.10' as Uid,
      date: '20260102',
      time: '101112',
      description: 'Chest',
      accessionNumber: null,
      id: null,
      referringPhysician: null,
      institution: null,
    },
    sourceSeries: { uid: '2.25.11' as Uid, frameOfReferenceUid: '2.25.12' as Uid },
    sopInstanceUid: '2.25.13',
    seriesInstanceUid: '2.25.14',
    dimensionOrganizationUid: '2.25.15',
    seriesNumber: 900,
    seriesDescription: 'Lungs and bone',
    contentLabel: 'SEGMENTATION',
    contentDescription: null,
    contentCreator: null,
    date: '20260103',
    time: '090000',
    manufacturer: 'Axial',
    modelName: 'Axial',
    softwareVersion: '0.1.0',
    deviceSerialNumber: '1',
  };
}
