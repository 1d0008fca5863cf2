import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from 'yauzl';
import { afterAll, describe, expect, it } from 'vitest';
import { testObject } from '../catalog/testInstance.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { archiveLimits, escapes, findBomb } from './archiveRules.ts';
import { refusals, testDesk, writeZip, type TestDesk } from './testSources.ts';

const megabyte = 1024 ** 2;
const desk: Promise<TestDesk> = testDesk();
afterAll(async () => (await desk).library.close());

/** Replaces bytes of an archive wherever they stand. */
async function forge(path: string, from: Buffer, to: Buffer): Promise<string> {
  const bytes = await readFile(path);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) to.copy(bytes, at);
  await writeFile(path, bytes);
  return path;
}

const importOf = async (path: string, folder: string): Promise<readonly string[]> => {
  const { importAll } = await desk;
  return refusals(await importAll(path), folder);
};

describe('archives', () => {
  it('refuse names that point outside, and give the rest', async () => {
    const folder = temporaryFolder();
    const path = await writeZip(join(folder, 'slip.zip'), {
      'XX/XX/etc/passwd': 'root',
      'good.dcm': testObject({ SOPInstanceUID: '1.2.3.4.77' }),
    });
    await forge(path, Buffer.from('XX/XX/etc'), Buffer.from('../../etc'));
    const { importAll } = await desk;
    const summary = await importAll(path);
    expect(summary.instances).toBe(1);
    expect(refusals(summary, folder)).toEqual(['slip.zip!/../../etc/passwd ARCHIVE_PATH_ESCAPES']);
  });

  it('refuse what is damaged: cut off, or with other bytes than the checksum says', async () => {
    const folder = temporaryFolder();
    const whole = await writeZip(join(folder, 'whole.zip'), { 'a.txt': 'Dear colleague, '.repeat(50) });
    const bytes = await readFile(whole);
    await writeFile(join(folder, 'cut.zip'), bytes.subarray(0, bytes.length - 30));
    expect(await importOf(join(folder, 'cut.zip'), folder)).toEqual(['cut.zip ARCHIVE_DAMAGED']);
    const { crc32 } = await import('node:zlib');
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32('Dear colleague, '.repeat(50)));
    await forge(whole, sum, Buffer.from([1, 2, 3, 4]));
    expect(await importOf(whole, folder)).toEqual(['whole.zip!/a.txt ARCHIVE_DAMAGED']);
  });

  it('refuse what is protected by a password, as one', async () => {
    const folder = temporaryFolder();
    const path = await writeZip(join(folder, 'locked.zip'), { 'a.txt': 'secret', 'b.txt': 'secret' });
    // The flag that says so (bit 0) in the directory: signature, versions, flags.
    const bytes = await readFile(path);
    for (
      let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = bytes.indexOf('PK\x01\x02', at + 1, 'latin1')
    ) {
      bytes[at + 8] = (bytes[at + 8] ?? 0) | 1;
    }
    await writeFile(path, bytes);
    expect(await importOf(path, folder)).toEqual(['locked.zip ARCHIVE_ENCRYPTED']);
  });

  it('refuse a bomb without unpacking it', async () => {
    const folder = temporaryFolder();
    const path = await writeZip(join(folder, 'bomb.zip'), { 'zeros.dcm': Buffer.alloc(300 * megabyte) });
    const startedBytes = process.memoryUsage.rss();
    expect(await importOf(path, folder)).toEqual(['bomb.zip ARCHIVE_BOMB']);
    expect(process.memoryUsage.rss() - startedBytes).toBeLessThan(100 * megabyte);
  });

  it('read a small blank image however well it packs', async () => {
    const folder = temporaryFolder();
    const path = await writeZip(join(folder, 'blank.zip'), { 'zeros.bin': Buffer.alloc(20 * megabyte) });
    expect(await importOf(path, folder)).toEqual(['blank.zip!/zeros.bin NOT_DICOM']);
  });
});

describe('rules for archives', () => {
  const entry = (packed: number, unpacked: number, offset: number): Entry =>
    ({
      compressedSize: packed,
      uncompressedSize: unpacked,
      relativeOffsetOfLocalHeader: offset,
      fileNameLength: 5,
    }) as Entry;

  it('find bombs by number, size, ratio and shared bytes', () => {
    const apart = [entry(1000, 2000, 0), entry(1000, 2000, 1100)];
    expect(findBomb(apart)).toBeNull();
    expect(findBomb([entry(1000, 2000, 0), entry(1000, 2000, 500)])?.code).toBe('ARCHIVE_BOMB');
    expect(findBomb(apart, { ...archiveLimits, entries: 1 })?.code).toBe('ARCHIVE_BOMB');
    expect(findBomb(apart, { ...archiveLimits, totalBytes: 3999 })?.code).toBe('ARCHIVE_BOMB');
    expect(findBomb([entry(megabyte, 1024 * megabyte, 0)])?.code).toBe('ARCHIVE_BOMB');
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', 'C:\\x', 'c:x', '..\\x', 'a\0b'])(
    '%j points outside',
    (name) => {
      expect(escapes(name)).toBe(true);
    },
  );

  it.each(['a/b', 'a..b/c', '...', '图像/1.dcm'])('%j does not', (name) => {
    expect(escapes(name)).toBe(false);
  });
});
