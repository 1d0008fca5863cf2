import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { sampleInput } from './testing/sampleSegmentation.ts';
import { wrapPdf } from './wrapPdf.ts';
import { wrapSecondaryCapture } from './wrapSecondaryCapture.ts';
import type { WrapTarget } from './wrapping.ts';
import { writeSegmentation } from './writeSegmentation.ts';

/** The lines of dciodvfy that name an error. */
function errorsOf(bytes: Uint8Array): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'axial-dciodvfy-'));
  try {
    const path = join(folder, 'object.dcm');
    writeFileSync(path, bytes);
    const { stdout, stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
    return `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('Error'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { patient, study } = sampleInput();
const target: WrapTarget = {
  patient,
  study,
  seriesInstanceUid: '2.25.20',
  seriesNumber: 1,
  seriesDescription: 'Photograph',
  sopInstanceUid: '2.25.21',
  instanceNumber: 1,
  date: '20260103',
  time: '090000',
  conversionType: 'WSD',
};

it('writes segmentations that dciodvfy has no error against', () => {
  expect(errorsOf(unwrap(writeSegmentation(sampleInput())))).toEqual([]);
  const even = sampleInput();
  const slices = even.slices.map((slice, index) => ({
    ...slice,
    frameNumber: index + 1,
    positionLps: [0, 0, index * 2.5] as const,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2.1',
    sopInstanceUid: '2.25.77',
  }));
  expect(errorsOf(unwrap(writeSegmentation({ ...even, slices, orientation: [1, 0, 0, 0, 1, 0] })))).toEqual(
    [],
  );
});

it('wraps images and documents that dciodvfy has no error against', () => {
  const grey = { rows: 2, columns: 3, samplesPerPixel: 1, data: new Uint16Array(6), lossy: false } as const;
  const colour = { rows: 3, columns: 3, samplesPerPixel: 3, data: new Uint8Array(27), lossy: true } as const;
  expect(errorsOf(unwrap(wrapSecondaryCapture(target, grey)))).toEqual([]);
  expect(errorsOf(unwrap(wrapSecondaryCapture(target, colour)))).toEqual([]);
  const bytes = new TextEncoder().encode('%PDF-1.7 …');
  expect(errorsOf(unwrap(wrapPdf(target, { title: 'Letter', bytes })))).toEqual([]);
});
