import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { parseDicom } from './parseDicom.ts';
import { readInstanceHeader } from './readInstanceHeader.ts';
import { readSegmentation } from './readSegmentation.ts';
import { segmentationLabelmap, type LabelmapGrid } from './segmentationLabelmap.ts';
import { bone, heightsMm, leftLung, sampleInput } from './testing/sampleSegmentation.ts';
import type { SegmentationInput } from './segmentation.ts';
import { fromCieLab, toCieLab } from './segmentation/cieLab.ts';
import { writeSegmentation } from './writeSegmentation.ts';
import type { Labelmap } from '../domain/volume.ts';

function gridOf(input: SegmentationInput): LabelmapGrid {
  const [a, b, c, d, e, f] = input.orientation;
  const [row, column] = input.spacingMm;
  const ijkToLps = [
    a * column,
    b * column,
    c * column,
    0,
    d * row,
    e * row,
    f * row,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    0,
    1,
  ];
  return { dims: input.labelmap.dims, spacingMm: input.labelmap.spacingMm, ijkToLps, slices: input.slices };
}

function roundTrip(input: SegmentationInput): Labelmap {
  const segmentation = unwrap(readSegmentation(unwrap(parseDicom(unwrap(writeSegmentation(input))))));
  const placed = unwrap(segmentationLabelmap(segmentation, gridOf(input)));
  expect(placed).toMatchObject({ overlappingVoxels: 0, unplacedPlanes: 0 });
  return placed.labelmap;
}

/** Segments are renumbered from 1 in their order. */
function renumbered(input: SegmentationInput): Uint8Array {
  const numbers = new Map(input.segments.map(({ number }, index) => [number, index + 1]));
  return input.labelmap.data.map((label) => numbers.get(label) ?? 0);
}

describe('writeSegmentation', () => {
  it('is undone by readSegmentation on oblique slices at uneven distances in mixed order', () => {
    const input = sampleInput();
    expect(roundTrip(input).data).toEqual(renumbered(input));
  });

  it('is undone for labelmaps of any size, also where frames begin inside a byte', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.infiniteStream(fc.constantFrom(0, 0, 3, 7)),
      (columns, rows, labels) => {
        const sample = sampleInput();
        const data = Uint8Array.from(
          { length: columns * rows * heightsMm.length },
          () => labels.next().value ?? 0,
        );
        data[0] = 3;
        const labelmap = { ...sample.labelmap, dims: [columns, rows, heightsMm.length] as const, data };
        const input = { ...sample, labelmap };
        expect(roundTrip(input).data).toEqual(renumbered(input));
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  it('orders frames by segment, then by position, and writes only those with voxels', () => {
    const segmentation = unwrap(
      readSegmentation(unwrap(parseDicom(unwrap(writeSegmentation(sampleInput()))))),
    );
    const found = segmentation.planes.map(({ segmentNumber, source }) => [
      segmentNumber,
      source?.sopInstanceUid,
    ]);
    expect(found).toEqual([
      [1, '2.25.1000'],
      [1, '2.25.1003'],
      [1, '2.25.1002'],
      [2, '2.25.1001'],
      [2, '2.25.1000'],
      [2, '2.25.1003'],
    ]);
  });

  it('keeps segments with codes, names and colour', () => {
    const segmentation = unwrap(
      readSegmentation(unwrap(parseDicom(unwrap(writeSegmentation(sampleInput()))))),
    );
    expect(segmentation.segments).toEqual([
      { ...leftLung, number: 1 },
      { ...bone, number: 2 },
    ]);
  });

  it('gives equal bytes for equal input, and a header that can be filed', () => {
    const bytes = unwrap(writeSegmentation(sampleInput()));
    expect(unwrap(writeSegmentation(sampleInput()))).toEqual(bytes);
    const header = unwrap(readInstanceHeader(unwrap(parseDicom(bytes))));
    expect(header.series).toMatchObject({ modality: 'SEG', frameOfReferenceUid: '2.25.12' });
    expect(header.patient.name?.raw).toBe('Wang^XiaoDong=王^小东');
    expect(header.instance.references).toHaveLength(4);
    expect(header.warnings).toEqual([]);
  });

  it('writes without a frame of reference where the source has none', () => {
    const input = sampleInput();
    const sourceSeries = { ...input.sourceSeries, frameOfReferenceUid: null };
    const file = unwrap(parseDicom(unwrap(writeSegmentation({ ...input, sourceSeries }))));
    expect(file.dataSet.has('FrameOfReferenceUID')).toBe(false);
    expect(unwrap(readSegmentation(file)).frameOfReferenceUid).toBeNull();
  });

  it('keeps who the patient is as it was read, and leaves out what may not be written', () => {
    const input = sampleInput();
    const patient = { ...input.patient, birthDate: '0', sex: '0000' };
    const study = { ...input.study, date: '20261332', time: '999999' };
    const file = unwrap(parseDicom(unwrap(writeSegmentation({ ...input, patient, study }))));
    const header = unwrap(readInstanceHeader(file));
    expect(header.patient).toMatchObject({ id: 'P1', birthDate: '0', sex: null });
    expect(header.study).toMatchObject({ date: null, time: null });
  });

  it('says why it cannot write', () => {
    const input = sampleInput();
    const codeFor = (changed: Partial<SegmentationInput>): string => {
      const result = writeSegmentation({ ...input, ...changed });
      return result.ok ? 'ok' : result.failure.code;
    };
    const labelmap = { ...input.labelmap, data: new Uint8Array(input.labelmap.data.length) };
    expect(codeFor({ labelmap })).toBe('NOTHING_FOUND');
    expect(codeFor({ segments: [leftLung] })).toBe('INVALID_INPUT');
    expect(codeFor({ segments: [leftLung, leftLung] })).toBe('INVALID_INPUT');
    expect(codeFor({ slices: input.slices.slice(1) })).toBe('INVALID_INPUT');
  });
});

describe('segmentationLabelmap', () => {
  it('refuses another grid, and counts planes that lie on no slice', () => {
    const input = sampleInput();
    const segmentation = unwrap(readSegmentation(unwrap(parseDicom(unwrap(writeSegmentation(input))))));
    const grid = gridOf(input);
    const turned = { ...grid, ijkToLps: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] };
    expect(segmentationLabelmap(segmentation, turned)).toMatchObject({
      ok: false,
      failure: { code: 'INVALID_INPUT' },
    });
    const fewer = { ...grid, dims: [5, 3, 1] as const, slices: input.slices.slice(0, 1) };
    expect(unwrap(segmentationLabelmap(segmentation, fewer)).unplacedPlanes).toBe(4);
  });
});

it('turns sRGB into CIELab and back', () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (color) => {
      expect(fromCieLab(toCieLab(color))).toEqual(color);
    }),
  );
  expect(toCieLab([255, 255, 255])[0]).toBe(65_535);
});
