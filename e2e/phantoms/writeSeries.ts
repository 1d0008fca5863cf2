import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { elementsOf, typed } from '../../main/dicom/elementsOf.ts';
import { writeDicom } from '../../main/dicom/writeDicom.ts';
import type { Vec3 } from '../../main/domain/space.ts';
import { normalize, transformPoint } from '../../main/domain/space.ts';
import type { Volume } from '../../main/domain/volume.ts';

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const root = '2.25.59134027166';

/** Whose series it pretends to be: never anybody real. */
export interface PhantomSeries {
  /** Tells series, study and patient of different phantoms apart; their UIDs follow from it. */
  readonly number: number;
  readonly description: string;
}

/** The UID of the series that `writeSeries` writes under a number. */
export function phantomSeriesUid(number: number): string {
  return `${root}.${number}.1.1`;
}

/** Writes a volume of whole HU as a CT series, one file a slice; returns the files in the order of k. */
export async function writeSeries(
  folder: string,
  volume: Volume,
  series: PhantomSeries,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (let k = 0; k < volume.dims[2]; k++) {
    const file = join(folder, `${String(k + 1).padStart(4, '0')}.dcm`);
    await writeFile(file, sliceFile(volume, series, k));
    files.push(file);
  }
  return files;
}

function sliceFile(volume: Volume, { number, description }: PhantomSeries, k: number): Uint8Array {
  const { dims, spacingMm, ijkToLps } = volume;
  const [columns, rows] = dims;
  const at = k * columns * rows;
  const stored = Int16Array.from(volume.data.subarray(at, at + columns * rows));
  const axis = (first: number): Vec3 => [
    ijkToLps[first] ?? 0,
    ijkToLps[first + 1] ?? 0,
    ijkToLps[first + 2] ?? 0,
  ];
  const cosines = [axis(0), axis(4)].flatMap((direction) => normalize(direction) ?? [0, 0, 0]);
  const seriesUid = phantomSeriesUid(number);
  return writeDicom({
    sopClassUid: ctImageStorage,
    sopInstanceUid: `${seriesUid}.${k + 1}`,
    elements: elementsOf({
      StudyInstanceUID: `${root}.${number}.1`,
      SeriesInstanceUID: seriesUid,
      FrameOfReferenceUID: `${root}.${number}.2`,
      PatientID: `PHANTOM-${number}`,
      PatientName: `Phantom^Thorax ${number}`,
      PatientBirthDate: '19700101',
      PatientSex: 'O',
      StudyID: String(number),
      AccessionNumber: '',
      ReferringPhysicianName: '',
      PositionReferenceIndicator: '',
      StudyDate: '20260101',
      StudyTime: '101500',
      Modality: 'CT',
      Laterality: '',
      PatientPosition: '',
      KVP: '',
      AcquisitionNumber: '',
      Manufacturer: 'Axial',
      ImageType: ['DERIVED', 'PRIMARY', 'AXIAL'],
      StudyDescription: 'Thorax phantom',
      SeriesDescription: description,
      SeriesNumber: '1',
      InstanceNumber: String(k + 1),
      ImagePositionPatient: transformPoint(ijkToLps, [0, 0, k]).map(decimal),
      ImageOrientationPatient: cosines.map(decimal),
      PixelSpacing: [decimal(spacingMm[1]), decimal(spacingMm[0])],
      SliceThickness: decimal(spacingMm[2]),
      RescaleIntercept: '0',
      RescaleSlope: '1',
      RescaleType: 'HU',
      WindowCenter: '-400',
      WindowWidth: '1500',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: rows,
      Columns: columns,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 1,
      PixelData: typed('OW', new Uint8Array(stored.buffer)),
    }),
  });
}

/** A decimal string of at most 16 characters (PS3.5 clause 6.2). */
function decimal(value: number): string {
  return String(Number(value.toFixed(8)));
}
