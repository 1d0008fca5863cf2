import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedFolder } from '../../e2e/capabilities.ts';
import { failureCodes } from '../domain/failureCodes.ts';
import { nodeProcesses } from '../ports/nodeProcesses.ts';
import { createDecoderPool } from './decoderPool.ts';
import { decodeReport, type DecodeLine } from './decodeReport.ts';

const folder = join(sharedFolder, 'data', 'dev');
const [head = '', ...rest] = readFileSync(join(folder, 'MANIFEST.tsv'), 'utf8').split('\n');
const columns = head.split('\t');

type Row = Readonly<Record<string, string>>;
const rows: readonly Row[] = rest
  .filter((line) => line !== '')
  .map((line) => Object.fromEntries(line.split('\t').map((value, at) => [columns[at] ?? '', value])));

const value = (row: Row, column: string): string => row[column] ?? '';
const isBad = (row: Row): boolean => value(row, 'path').startsWith('bad/');
const isDicom = (row: Row): boolean => !value(row, 'path').startsWith('other/');
const hasFacts = (row: Row): boolean => value(row, 'f0_sha256_32') !== '';

const pool = createDecoderPool({ processes: nodeProcesses, size: 2 });
const lines = new Map<string, DecodeLine>();

beforeAll(async () => {
  for await (const line of decodeReport([folder], { pool })) lines.set(relative(folder, line.file), line);
}, 120_000);
afterAll(() => pool.close());

function lineOf(row: Row): DecodeLine {
  const line = lines.get(value(row, 'path'));
  if (line === undefined) throw new Error(`no line for ${value(row, 'path')}`);
  return line;
}

describe('the set of real images', () => {
  const sound = rows.filter((row) => isDicom(row) && !isBad(row) && hasFacts(row));

  test('has every sound image decoded: lossless to the bit, lossy within 1', () => {
    const wrong = sound.filter((row) => {
      const line = lineOf(row);
      if (!('int32Sha256' in line)) return true;
      if (line.int32Sha256 === value(row, 'f0_sha256_32')) return false;
      const near = (own: number | null, column: string): boolean =>
        own !== null && Math.abs(own - Number(value(row, column))) <= 1;
      const isNear = near(line.min, 'f0_min') && near(line.max, 'f0_max') && near(line.mean, 'f0_mean');
      return value(row, 'lossy') === '' || !isNear;
    });
    expect(wrong.map((row) => ({ path: row['path'], line: lineOf(row) }))).toEqual([]);
    expect(sound.length).toBeGreaterThan(430);
  });

  test('keeps an overshoot of lossy 12-bit JPEG at the end of the range instead of wrapping it', () => {
    expect(lines.get('xray/RG3_JPLY')).toMatchObject({ min: 0, max: 1023 });
  });

  test('has names, sizes and rescale as the header says', () => {
    const number = (text: string): number | null => (text === '' ? null : Number(text));
    const wrong = sound.filter((row) => {
      const line = lineOf(row);
      if (!('int32Sha256' in line)) return true;
      const { rows: height, columns: width, samplesPerPixel } = line;
      const shape = samplesPerPixel === 1 ? `${height}x${width}` : `${height}x${width}x${samplesPerPixel}`;
      return (
        (line.patientName ?? '') !== value(row, 'patient_name_decoded').trimEnd() ||
        shape !== value(row, 'f0_shape') ||
        line.rescaleSlope !== number(value(row, 'rescale_slope')) ||
        line.rescaleIntercept !== number(value(row, 'rescale_intercept')) ||
        line.frames !== Number(value(row, 'frames') || '1')
      );
    });
    expect(wrong.map((row) => ({ path: row['path'], line: lineOf(row) }))).toEqual([]);
  });

  test('answers video with its header and no pixels', () => {
    expect(lines.get('synthetic/video_h264.dcm')).toMatchObject({
      transferSyntaxUid: '1.2.840.10008.1.2.4.102',
      rows: 430,
      columns: 480,
      frames: 34,
      error: { code: 'VIDEO_NOT_DECODED' },
    });
  });

  test('has a code and a sentence for every broken file that it does not decode', () => {
    const unclear = rows.filter(isBad).filter((row) => {
      const line = lineOf(row);
      if (!('error' in line)) return false;
      const { code, message } = line.error;
      return code === 'INTERNAL' || !failureCodes.includes(code) || !/^[A-Z].+\.$/.test(message);
    });
    expect(unclear.map((row) => lineOf(row))).toEqual([]);
  });

  test('shows no other pixels of a broken file than independent decoders that agree do', () => {
    // The offset table of this one misleads the reference.
    const misleading = 'bad/gen/enc_bot_beyond.dcm';
    const wrong = rows.filter((row) => {
      const line = lineOf(row);
      const isComparable = isBad(row) && hasFacts(row) && value(row, 'lossy') === '';
      if (!isComparable || value(row, 'path') === misleading || !('int32Sha256' in line)) return false;
      return line.int32Sha256 !== value(row, 'f0_sha256_32');
    });
    expect(wrong.map((row) => lineOf(row))).toEqual([]);
    expect(lines.get(misleading)).toMatchObject({ min: 127, max: 2145 });
  });
});
