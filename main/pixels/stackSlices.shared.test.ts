import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedFolder } from '../../e2e/capabilities.ts';
import { frameAttributes } from '../dicom/frameAttributes.ts';
import { parseDicom } from '../dicom/parseDicom.ts';
import { readInstanceHeader } from '../dicom/readInstanceHeader.ts';
import type { SliceFacts } from './sliceFacts.ts';
import { stackSlices, type SliceStack } from './sliceStacks.ts';

/** The frames of every image below a folder whose path matches, as the catalog would give them. */
function slicesOf(folder: string, wanted = /./): readonly SliceFacts[] {
  const root = join(sharedFolder, 'data', 'dev', folder);
  const names = readdirSync(root, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => wanted.test(path))
    .flatMap((path) => factsOf(path));
}

function factsOf(path: string): readonly SliceFacts[] {
  const file = parseDicom(readFileSync(path));
  const header = file.ok ? readInstanceHeader(file.value) : file;
  if (!header.ok || header.value.image === null) return [];
  const { image, instance, series } = header.value;
  return Array.from({ length: image.frames }, (_, frameIndex): SliceFacts => {
    const frame = frameAttributes(image, frameIndex);
    const imageType = frame.imageType ?? instance.imageType;
    return {
      id: `${path}#${frameIndex}`,
      rows: image.rows,
      columns: image.columns,
      imagePositionPatient: frame.positionLps,
      imageOrientationPatient: frame.orientation,
      pixelSpacingMm: frame.spacingMm,
      frameOfReferenceUid: series.frameOfReferenceUid,
      instanceNumber: instance.number,
      frameIndex,
      imageKind: imageType[2] ?? null,
      imageType: imageType.join('\\'),
      stackId: frame.stackId,
      dimensionIndex: frame.dimensionIndex,
      echoTimeMs: instance.echoTimeMs,
      diffusionBValue: frame.bValue,
      diffusionDirection: null,
      temporalPositionIndex: frame.temporalPosition,
      triggerTimeMs: frame.triggerTimeMs,
      acquisitionNumber: instance.acquisitionNumber,
      acquisitionTime: frame.acquisitionDateTime ?? instance.acquisitionTime,
      gantryDetectorTiltDeg: frame.gantryTiltDeg,
    };
  });
}

const codesOf = (stack: SliceStack | undefined): readonly string[] =>
  stack?.findings.map(({ code }) => code) ?? [];

test('a chest, a head and a knee are even volumes', () => {
  for (const [folder, count, distanceMm] of [
    ['ct_chest_bellona', 10, 3],
    ['ct_head_phantom_baseline', 101, 1],
    ['mr_knee_2series/T1', 24, 3.8],
  ] as const) {
    const stacks = stackSlices(slicesOf(folder));
    expect(stacks).toHaveLength(1);
    expect(stacks[0]?.ids).toHaveLength(count);
    expect(stacks[0]?.findings).toEqual([]);
    expect(stacks[0]?.geometry?.sliceDistanceMm).toBeCloseTo(distanceMm, 2);
  }
});

test('the tilt of a gantry measured from the positions is the one that the header states', () => {
  const [stack] = stackSlices(slicesOf('ct_head_phantom_followup'));
  expect(stack?.findings).toMatchObject([
    { code: 'GANTRY_TILT', details: { tiltDeg: 16.5, headerTiltDeg: 16.5 } },
  ]);
  expect(stack?.geometry?.dims[2]).toBe(10);
});

test('times, directions and image kinds of enhanced objects are stacks of their own', () => {
  const counts = new Set(
    readdirSync(join(sharedFolder, 'data', 'dev', 'enhanced'))
      .map((name) => stackSlices(slicesOf('enhanced', new RegExp(`${name.replaceAll('.', '\\.')}$`))))
      .filter((stacks) => stacks.length > 1 && stacks.every(({ geometry }) => geometry !== null))
      .map((stacks) => `${stacks.length} x ${stacks[0]?.ids.length}`),
  );
  expect(counts).toContain('4 x 8');
  expect(counts).toContain('2 x 32');
});

test('slices of a series that were left out are a gap, with its width', () => {
  const stacks = stackSlices(slicesOf('dicomdir', /77654033/)).filter((stack) =>
    codesOf(stack).includes('GAP'),
  );
  expect(stacks.flatMap(({ findings }) => findings.map(({ details }) => details['largestMm']))).toContain(
    202.5,
  );
});

test('the volume of the tilted head is not upright', () => {
  const [stack] = stackSlices(slicesOf('ct_head_phantom_followup'));
  const matrix = stack?.geometry?.ijkToLps ?? [];
  expect(Math.hypot(matrix[8] ?? 0, matrix[9] ?? 0)).toBeLessThan(0.1);
  expect(stack?.geometry?.spacingMm[2]).toBeGreaterThan(stack?.geometry?.sliceDistanceMm ?? Infinity);
});
