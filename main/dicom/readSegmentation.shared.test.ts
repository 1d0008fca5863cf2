import { expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { parseDicom } from './parseDicom.ts';
import { readSegmentation } from './readSegmentation.ts';
import { devFile } from './testing/manifest.ts';
import type { Segmentation } from './segmentation.ts';

function read(path: string): Segmentation {
  return unwrap(readSegmentation(unwrap(parseDicom(devFile(path)))));
}

function voxels(segmentation: Segmentation): readonly number[] {
  return segmentation.planes.map(({ data }) => [...data].filter((value) => value > 0).length);
}

it('reads binary segmentations, also where frames begin inside a byte', () => {
  const aligned = read('seg_ct_liver/liver.dcm');
  expect(aligned).toMatchObject({ type: 'BINARY', rows: 512, segments: [{ number: 1, label: 'Liver' }] });
  expect(voxels(aligned)).toEqual([36_233, 35_645, 35_220]);
  expect(voxels(read('seg_small/liver_nonbyte_aligned.dcm'))).toEqual(voxels(aligned));
});

it('reads overlapping segments', () => {
  const found = read('seg_ct_liver/partial_overlaps.dcm');
  expect(found.segments.map(({ label }) => label)).toEqual([
    'GREEN',
    'ORANGE',
    'PURPLE',
    'LIGHT_BLUE',
    'DARK_BLUE',
  ]);
  expect(found.planes.map(({ segmentNumber }) => segmentNumber)).toEqual([1, 2, 3, 3, 3, 4, 5]);
});

it('reads fractional segmentations with their greatest value', () => {
  const found = read('seg_small/seg_image_ct_binary_fractional.dcm');
  expect(found).toMatchObject({ type: 'FRACTIONAL', maximumFraction: 255 });
  expect(voxels(found)).toEqual(voxels(read('seg_small/seg_image_ct_binary.dcm')));
});

it('reads labelmap segmentations', () => {
  const found = read('seg_labelmap/sparse-labelmap-noppv.dcm');
  expect(found.type).toBe('LABELMAP');
  expect(found.planes.map(({ segmentNumber }) => segmentNumber)).toEqual([null, null]);
  expect(voxels(found)).toEqual([315, 315]);
});
