import { elementsOf, typed } from '../../main/dicom/elementsOf.ts';
import { writeDicom } from '../../main/dicom/writeDicom.ts';

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const root = '2.25.84729384723';

/** Where a made image belongs; UIDs follow from the numbers. */
export interface MadePlace {
  readonly patient: number;
  readonly study: number;
  readonly series: number;
  readonly instance: number;
}

/**
 * A CT image of our own: a disc in air with noise that differs from image to image, `sizePx` squared, 16 bits. With 512 it
 * has the size of a real one (525 kB). The same place gives the same bytes.
 */
export function madeCt(place: MadePlace, sizePx: number): Uint8Array {
  const { patient, study, series, instance } = place;
  const studyUid = `${root}.${patient}.${study}`;
  const seriesUid = `${studyUid}.${series}`;
  return writeDicom({
    sopClassUid: ctImageStorage,
    sopInstanceUid: `${seriesUid}.${instance}`,
    elements: elementsOf({
      StudyInstanceUID: studyUid,
      SeriesInstanceUID: seriesUid,
      PatientID: `MADE-${patient}`,
      PatientName: `Made^Patient ${patient}`,
      PatientBirthDate: '19700101',
      StudyDate: '20260101',
      StudyTime: '101500',
      Modality: 'CT',
      Manufacturer: 'Axial',
      StudyDescription: 'Chest',
      SeriesDescription: `Series ${series}`,
      SeriesNumber: String(series),
      InstanceNumber: String(instance),
      ImagePositionPatient: ['-180', '-180', String(instance)],
      ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
      PixelSpacing: ['0.7', '0.7'],
      SliceThickness: '1',
      RescaleIntercept: '-1024',
      RescaleSlope: '1',
      WindowCenter: '40',
      WindowWidth: '400',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: sizePx,
      Columns: sizePx,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 0,
      PixelData: typed('OW', pixels(sizePx, instance + 1000 * series + 100_000 * study)),
    }),
  });
}

function pixels(sizePx: number, seed: number): Uint8Array {
  const values = new Uint16Array(sizePx * sizePx);
  const middle = sizePx / 2;
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  for (let j = 0, at = 0; j < sizePx; j += 1) {
    for (let i = 0; i < sizePx; i += 1, at += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const inside = (i - middle) ** 2 + (j - middle) ** 2 < (0.8 * middle) ** 2;
      values[at] = (inside ? 1064 : 24) + (state >>> 28);
    }
  }
  return new Uint8Array(values.buffer);
}
