import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pythonFolder } from '../../e2e/capabilities.ts';
import { modalityFunction, type ModalityTransform } from './greyModality.ts';
import { voiFunctionOf, type VoiFunction, type VoiTransform } from './greyVoi.ts';

interface Table {
  readonly first: number;
  readonly bits: number;
  readonly entries: readonly number[];
}

interface Case {
  readonly stored: readonly number[];
  readonly bits: number;
  readonly signed: boolean;
  readonly slope: number;
  readonly intercept: number;
  readonly modalityTable: Table | null;
  readonly voiFunction: VoiFunction;
  readonly center: number;
  readonly width: number;
  readonly voiTable: Table | null;
}

// pydicom's own pipeline, brought to 0..1 by the output range that it documents.
const script = `
import json, sys
import numpy as np
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut

def item(table):
    data = Dataset()
    data.LUTDescriptor = [len(table['entries']), table['first'], table['bits']]
    data.LUTData = table['entries']
    return data

out = []
for case in json.load(sys.stdin):
    ds = Dataset()
    ds.BitsAllocated, ds.BitsStored = 16, case['bits']
    ds.PixelRepresentation = 1 if case['signed'] else 0
    ds.PhotometricInterpretation, ds.SamplesPerPixel = 'MONOCHROME2', 1
    stored = np.array(case['stored'], dtype=np.int16 if case['signed'] else np.uint16)
    low = -2 ** (case['bits'] - 1) if case['signed'] else 0
    high = low + 2 ** case['bits'] - 1
    if case['modalityTable']:
        ds.ModalityLUTSequence = [item(case['modalityTable'])]
        low, high = 0, 2 ** case['modalityTable']['bits'] - 1
    else:
        ds.RescaleSlope, ds.RescaleIntercept = case['slope'], case['intercept']
        low, high = low * case['slope'] + case['intercept'], high * case['slope'] + case['intercept']
    values = apply_modality_lut(stored, ds)
    if case['voiTable']:
        ds.VOILUTSequence = [item(case['voiTable'])]
        shade = apply_voi_lut(values.astype(np.int32), ds) / (2 ** case['voiTable']['bits'] - 1)
    else:
        ds.WindowCenter, ds.WindowWidth, ds.VOILUTFunction = case['center'], case['width'], case['voiFunction']
        shade = (apply_voi_lut(values, ds) - low) / (high - low)
    out.append({'values': values.astype(float).tolist(), 'shade': shade.astype(float).tolist()})
json.dump(out, sys.stdout)
`;

/** Of 16 bits: pydicom takes no other. */
const table = (largestFirst: number): fc.Arbitrary<Table> =>
  fc.record({
    first: fc.integer({ min: 0, max: largestFirst }),
    bits: fc.constant(16),
    entries: fc.array(fc.integer({ min: 0, max: 65535 }), { minLength: 2, maxLength: 300 }),
  });

const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.integer({ min: 8, max: 16 }), fc.boolean())
  .chain(([bits, signed]) => {
    const low = signed ? -(2 ** (bits - 1)) : 0;
    return fc.record({
      stored: fc.array(fc.integer({ min: low, max: low + 2 ** bits - 1 }), { minLength: 1, maxLength: 200 }),
      bits: fc.constant(bits),
      signed: fc.constant(signed),
      slope: fc.constantFrom(1, 2, 0.5, 0.67012244, 3.25),
      intercept: fc.constantFrom(0, -1024, 200, -0.5),
      modalityTable: fc.option(table(100), { nil: null }),
      voiFunction: fc.constantFrom<VoiFunction>('LINEAR', 'LINEAR_EXACT', 'SIGMOID'),
      center: fc.integer({ min: -2000, max: 4000 }),
      width: fc.integer({ min: 1, max: 5000 }),
      voiTable: fc.constant(null),
    });
  });

const tableCases = fc
  .tuple(cases, table(2000))
  .map(([given, voiTable]): Case => ({ ...given, slope: 1, intercept: 0, voiTable }));

function modalityOf({ modalityTable, slope, intercept }: Case): ModalityTransform {
  return modalityTable === null
    ? { kind: 'linear', slope, intercept }
    : { kind: 'table', table: valueTable(modalityTable) };
}

function voiOf({ voiTable, voiFunction, center, width }: Case): VoiTransform {
  return voiTable === null
    ? { kind: 'window', function: voiFunction, windowCenter: center, windowWidth: width }
    : { kind: 'table', table: valueTable(voiTable) };
}

function valueTable({ first, bits, entries }: Table) {
  return { firstInput: first, bits, entries: Uint16Array.from(entries) };
}

test('modality and VOI transformations equal those of pydicom', () => {
  const given = [
    ...fc.sample(cases, { numRuns: 150, seed: 7 }),
    ...fc.sample(tableCases, { numRuns: 50, seed: 8 }),
  ];
  const python = spawnSync(join(pythonFolder, 'bin', 'python'), ['-W', 'ignore', '-c', script], {
    input: JSON.stringify(given),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect(python.stderr).toBe('');
  const theirs = JSON.parse(python.stdout) as readonly {
    values: readonly number[];
    shade: readonly number[];
  }[];
  given.forEach((own, index) => {
    const value = modalityFunction(modalityOf(own));
    const shade = voiFunctionOf(voiOf(own));
    const values = own.stored.map((stored) => value(stored));
    const wrong = values.filter(
      (at, position) =>
        Math.abs(at - (theirs[index]?.values[position] ?? NaN)) > 1e-9 ||
        Math.abs(shade(at) - (theirs[index]?.shade[position] ?? NaN)) > 1e-9,
    );
    expect({ own, wrong: wrong.slice(0, 5) }).toEqual({ own, wrong: [] });
  });
});
