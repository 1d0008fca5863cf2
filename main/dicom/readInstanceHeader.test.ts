import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../domain/failure.ts';
import { elementsOf, typed, type DataSetRecord } from './elementsOf.ts';
import { frameAttributes } from './frameAttributes.ts';
import type { ImageHeader, InstanceHeader } from './instanceHeader.ts';
import { parseDicom } from './parseDicom.ts';
import { readInstanceHeader } from './readInstanceHeader.ts';
import { daikonSample } from './testing/npmSamples.ts';
import { writeDicom } from './writeDicom.ts';

const base: DataSetRecord = {
  StudyInstanceUID: '1.2.3',
  SeriesInstanceUID: '1.2.3.4',
  Modality: 'CT',
  Rows: 4,
  Columns: 4,
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [-10, -20, 30],
  PixelSpacing: [0.5, 0.6],
};

function read(record: DataSetRecord, charset?: string): Result<InstanceHeader> {
  const written = writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    sopInstanceUid: '2.25.1',
    elements: elementsOf({ ...base, ...record }),
  });
  return readInstanceHeader(unwrap(parseDicom(written)), charset === undefined ? {} : { charset });
}

function image(record: DataSetRecord): ImageHeader {
  const header = unwrap(read(record)).image;
  if (header === null) throw new Error('no image');
  return header;
}

function invalidTags(record: DataSetRecord): readonly (string | null)[] {
  return unwrap(read(record))
    .warnings.filter(({ code }) => code === 'VALUE_INVALID')
    .map(({ tag }) => tag);
}

describe('readInstanceHeader', () => {
  it('reads a real object', () => {
    const header = unwrap(readInstanceHeader(unwrap(parseDicom(daikonSample('volume/brain_001')))));
    expect(header.series.modality).toBe('MR');
    expect(header.image?.frame.positionLps).toHaveLength(3);
    expect(header.image?.pixelSpacing.kind).toBe('patient');
    expect(header.image?.hasPixels).toBe(true);
  });

  it.each(['StudyInstanceUID', 'SeriesInstanceUID'] as const)('refuses an object without %s', (keyword) => {
    for (const value of [undefined, null, '../../tmp/x', 'abc', `1.${'2'.repeat(80)}`]) {
      const result = read({ [keyword]: value });
      expect(result).toMatchObject({
        ok: false,
        failure: { code: 'DICOM_MISSING_UID', details: { attribute: keyword } },
      });
    }
  });

  it('keeps an identifier whole and a name with all its groups', () => {
    const { patient } = unwrap(
      read({ PatientID: 'A\\B', PatientName: 'Wang^XiaoDong=王^小东=', PatientSex: 'M' }),
    );
    expect(patient.id).toBe('A\\B');
    expect(patient.name?.raw).toBe('Wang^XiaoDong=王^小东');
    expect(patient.name?.ideographic).toMatchObject({ family: '王', given: '小东' });
    expect(patient.birthDate).toBeNull();
  });

  it('reads the older forms of dates and times', () => {
    const header = unwrap(
      read({ StudyDate: '1995.05.01', StudyTime: '15:26:10.5', PatientBirthDate: '19600102' }),
    );
    expect(header.study).toMatchObject({ date: '19950501', time: '152610.5' });
    expect(header.patient.birthDate).toBe('19600102');
  });

  it('cleans a modality that is in lower case with a control character', () => {
    expect(unwrap(read({ Modality: 'ct\u0007' })).series.modality).toBe('CT');
  });

  it('decodes with a character set only where a person asked for it', () => {
    const name = typed('PN', Uint8Array.of(0xcd, 0xf5, 0x5e, 0xd0, 0xa1, 0xb6, 0xab));
    const plain = unwrap(read({ PatientName: name }));
    expect(plain.patient.name?.raw).toBe('Íõ^Ð¡¶«');
    expect(plain.charset.proposal).toMatchObject({ charset: 'GB18030', patientName: '王^小东' });
    const asked = unwrap(read({ PatientName: name }, 'GB18030'));
    expect(asked.patient.name?.raw).toBe('王^小东');
    expect(asked.charset).toEqual({ declared: '', used: 'GB18030', proposal: null });
  });
});

describe('geometry', () => {
  it('refuses orientations that are no two orthogonal unit vectors', () => {
    for (const orientation of [
      [0, 0, 0, 0, 0, 0],
      [1, 0, 0, 0.5, 0.866, 0],
      [2, 0, 0, 0, 1, 0],
      [1, 0, 0],
    ]) {
      const record = { ImageOrientationPatient: orientation };
      expect(image(record).frame.orientation).toBeNull();
      expect(invalidTags(record)).toEqual(['00200037']);
    }
  });

  it('refuses a spacing of zero', () => {
    const record = { PixelSpacing: [0, 0] };
    expect(image(record).frame.spacingMm).toBeNull();
    expect(image(record).pixelSpacing.kind).toBeNull();
    expect(invalidTags(record)).toEqual(['00280030']);
  });

  it('calls the spacing of a projection what it is', () => {
    const dx = { Modality: 'DX', PixelSpacing: undefined, ImagerPixelSpacing: [0.2, 0.2] };
    expect(image(dx).pixelSpacing).toMatchObject({ kind: 'detector', valueMm: [0.2, 0.2] });
    expect(image(dx).frame.spacingMm).toBeNull();
    const equal = image({ ...dx, PixelSpacing: [0.2, 0.2] });
    expect(equal.pixelSpacing.kind).toBe('detector');
    const calibrated = image({ ...dx, PixelSpacing: [0.15, 0.15], PixelSpacingCalibrationType: 'FIDUCIAL' });
    expect(calibrated.pixelSpacing).toMatchObject({ kind: 'calibrated', valueMm: [0.15, 0.15] });
    expect(calibrated.frame.spacingMm).toEqual([0.15, 0.15]);
    expect(image({ Modality: 'CR', PixelSpacing: [0.1, 0.1] }).pixelSpacing.kind).toBe('detector');
    const scanned = image({ PixelSpacing: undefined, NominalScannedPixelSpacing: [0.1, 0.1] });
    expect(scanned.pixelSpacing.kind).toBe('scanned');
  });

  it('merges the functional groups of an enhanced object', () => {
    const plane = (z: number): DataSetRecord => ({
      PlanePositionSequence: [{ ImagePositionPatient: [0, 0, z] }],
      FrameContentSequence: [
        { StackID: '1', InStackPositionNumber: z + 1, DimensionIndexValues: [1, z + 1] },
      ],
      FrameVOILUTSequence: [{ WindowCenter: 40 + z, WindowWidth: 400 }],
    });
    const enhanced = image({
      ImagePositionPatient: undefined,
      ImageOrientationPatient: undefined,
      PixelSpacing: undefined,
      NumberOfFrames: 3,
      SharedFunctionalGroupsSequence: [
        {
          PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
          PixelMeasuresSequence: [{ PixelSpacing: [0.7, 0.8], SliceThickness: 1 }],
          PixelValueTransformationSequence: [{ RescaleSlope: 2, RescaleIntercept: -1024, RescaleType: 'HU' }],
        },
      ],
      PerFrameFunctionalGroupsSequence: [plane(0), plane(1), plane(2)],
    });
    expect(enhanced.frame).toMatchObject({
      spacingMm: [0.7, 0.8],
      rescale: { slope: 2, intercept: -1024, type: 'HU' },
    });
    expect(enhanced.perFrame?.[0]).toEqual({});
    expect(Object.keys(enhanced.perFrame?.[2] ?? {}).toSorted()).toEqual([
      'dimensionIndex',
      'inStackPosition',
      'positionLps',
      'windows',
    ]);
    const last = frameAttributes(enhanced, 2);
    expect(last).toMatchObject({
      positionLps: [0, 0, 2],
      spacingMm: [0.7, 0.8],
      windows: [{ center: 42, width: 400 }],
    });
  });

  it('places the frames of a dose grid and of a reconstructed emission series', () => {
    const dose = image({ Modality: 'RTDOSE', NumberOfFrames: 3, GridFrameOffsetVector: [0, 2, 5] });
    expect([0, 1, 2].map((index) => frameAttributes(dose, index).positionLps?.[2])).toEqual([30, 32, 35]);
    const nm = image({
      Modality: 'NM',
      NumberOfFrames: 2,
      ImageType: ['ORIGINAL', 'PRIMARY', 'RECON TOMO'],
      SpacingBetweenSlices: -4,
    });
    expect(frameAttributes(nm, 1).positionLps).toEqual([-10, -20, 26]);
  });
});

describe('grey values', () => {
  it('refuses a slope of zero and windows without a width', () => {
    expect(image({ RescaleSlope: 0, RescaleIntercept: 0 }).frame.rescale).toBeNull();
    expect(invalidTags({ RescaleSlope: 0, RescaleIntercept: 0 })).toEqual(['00281053']);
    const windows = {
      WindowCenter: [40, 50, 60],
      WindowWidth: [0, -1, 300],
      WindowCenterWidthExplanation: ['A', 'B', 'C'],
    };
    expect(image(windows).frame.windows).toEqual([{ center: 60, width: 300, explanation: 'C' }]);
    expect(
      image({ WindowCenter: 0.5, WindowWidth: 0.5, VOILUTFunction: 'SIGMOID' }).frame.windows,
    ).toHaveLength(1);
  });

  it('reads the padding by the sign of the pixels', () => {
    const padding = { PixelPaddingValue: typed('US', 63_536) };
    expect(image({ ...padding, PixelRepresentation: 1 }).paddingValue).toBe(-2000);
    expect(image({ ...padding, PixelRepresentation: 0 }).paddingValue).toBe(63_536);
  });

  it('reads ultrasound regions', () => {
    const regions = image({
      Modality: 'US',
      SequenceOfUltrasoundRegions: [
        {
          RegionLocationMinX0: 10,
          RegionLocationMinY0: 20,
          RegionLocationMaxX1: 100,
          RegionLocationMaxY1: 200,
          PhysicalUnitsXDirection: 3,
          PhysicalUnitsYDirection: 3,
          PhysicalDeltaX: 0.01,
          PhysicalDeltaY: 0.02,
        },
        { RegionFlags: 1 },
      ],
    }).regions;
    expect(regions).toHaveLength(1);
    expect(regions[0]).toMatchObject({ minX: 10, maxY: 200, unitsX: 3, deltaY: 0.02, dataType: null });
  });
});
