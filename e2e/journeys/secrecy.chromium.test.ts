import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { elementsOf, typed } from '../../main/dicom/elementsOf.ts';
import { writeDicom } from '../../main/dicom/writeDicom.ts';
import { importFolder, makeLibrary } from '../pages/workplace.ts';
import { temporaryFolder } from '../services/temporaryFolder.ts';
import { startLoopbackShell, type RunningShell } from '../shells.ts';

const folder = await temporaryFolder('secrecy');
const library = join(folder, 'library');
const profileDir = join(folder, 'profile');
const temporary = join(folder, 'tmp');
const originals = join(folder, 'originals');
const passphrase = 'a passphrase for tests';

/** Obviously synthetic, and nothing that stands in any file by chance. */
const names = ['Zzyzx^Quuxbert', '测试虚构患者甲乙丙丁'];

/** A CT slice of noise, so that no 64 bytes of it are like any others. */
function slice(index: number): Uint8Array {
  const stored = new Int16Array(64 * 64);
  let state = 12345 + index;
  for (let pixel = 0; pixel < stored.length; pixel += 1) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    stored[pixel] = (state >> 8) % 1200;
  }
  const series = '2.25.7712345';
  return writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    sopInstanceUid: `${series}.${index}`,
    elements: elementsOf({
      SpecificCharacterSet: 'ISO_IR 192',
      StudyInstanceUID: '2.25.7712344',
      SeriesInstanceUID: series,
      PatientID: 'SECRECY-1',
      PatientName: `${names[0]}=${names[1]}`,
      StudyDate: '20260101',
      Modality: 'CT',
      StudyDescription: 'Secrecy phantom',
      InstanceNumber: String(index),
      ImagePositionPatient: ['0', '0', String(index)],
      ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
      PixelSpacing: ['1', '1'],
      SliceThickness: '1',
      FrameOfReferenceUID: '2.25.7712346',
      Rows: 64,
      Columns: 64,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 1,
      RescaleSlope: '1',
      RescaleIntercept: '-600',
      PixelData: typed('OW', new Uint8Array(stored.buffer)),
    }),
  });
}

/** What must not be found: names in the encodings of the field, and a run of 64 bytes out of the middle of each frame. */
function secretsOf(slices: readonly Uint8Array[]): readonly Buffer[] {
  const texts = names.flatMap((name) => [
    Buffer.from(name, 'utf8'),
    Buffer.from(name, 'utf16le'),
    iconv.encode(name, 'utf16be'),
    iconv.encode(name, 'gb18030'),
  ]);
  const runs = slices.map((bytes) => Buffer.from(bytes.subarray(bytes.length - 4096, bytes.length - 4032)));
  return [...texts, ...runs];
}

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Kills everything that was started with the profile or the library: nothing may tidy up. */
async function killAll(): Promise<void> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(profileDir) || command.includes(library)) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
  }
}

describe('after a journey and a kill', () => {
  let shell: RunningShell | null = null;
  afterAll(killAll);

  it('neither a name nor pixels lie anywhere on the disk', async () => {
    const slices = Array.from({ length: 12 }, (_, index) => slice(index + 1));
    await mkdir(originals, { recursive: true });
    await mkdir(temporary, { recursive: true });
    await Promise.all(slices.map((bytes, index) => writeFile(join(originals, `${index}.dcm`), bytes)));

    shell = await startLoopbackShell({
      libraryDir: library,
      profileDir,
      environment: { TMPDIR: temporary, AXIAL_LOG: 'debug' },
    });
    const { page } = shell;
    await makeLibrary(page, { name: 'Reader One', passphrase });
    await importFolder(page, originals);
    const row = page.getByRole('row', { name: /Secrecy phantom/ });
    await row.waitFor();
    await row.dblclick();
    await page.waitForTimeout(3000);
    await killAll();

    const secrets = secretsOf(slices);
    // The search itself is proved on the originals: they hold every run and the names as UTF-8, which is GB18030 too where
    // a name is ASCII; the five other spellings are not there.
    const clear = Buffer.concat(filesBelow(originals).map((file) => readFileSync(file)));
    expect(secrets.filter((secret) => !clear.includes(secret)).length).toBe(5);
    const found = [library, profileDir, temporary].flatMap(filesBelow).filter((file) => {
      const bytes = readFileSync(file);
      return secrets.some((secret) => bytes.includes(secret));
    });
    expect(found).toEqual([]);
  });
});
