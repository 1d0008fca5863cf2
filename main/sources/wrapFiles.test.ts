import { join } from 'node:path';
import { PNG } from 'pngjs';
import UTIF from 'utif2';
import { describe, expect, it } from 'vitest';
import { instancesOfSeries } from '../catalog/instances.ts';
import { getStudy, priorsOf, studiesByUid } from '../catalog/studies.ts';
import { testObject } from '../catalog/testInstance.ts';
import { frameBytes } from '../dicom/encodedFrames.ts';
import { unwrap } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { refusals, testDesk, writeFiles, type TestDesk } from './testSources.ts';
import { wrapFiles } from './wrapFiles.ts';

const redJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wAARCAAIAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD5Dooor8LP9VD/2Q==',
  'base64',
);
const greyJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APjOv//Z',
  'base64',
);

function redPng(): Uint8Array {
  const png = new PNG({ width: 3, height: 2 });
  png.data.fill(Buffer.from([255, 0, 0, 255]));
  return PNG.sync.write(png);
}

function greyPng16(): Uint8Array {
  const png = new PNG({ width: 2, height: 1, bitDepth: 16, colorType: 0, inputColorType: 0 });
  const values = Uint16Array.of(0, 65_535);
  png.data = Buffer.from(values.buffer);
  return PNG.sync.write(png, {
    bitDepth: 16,
    colorType: 0,
    inputColorType: 0,
    inputHasAlpha: false,
  });
}

async function wrapInto(
  desk: TestDesk,
  object: Uint8Array,
  files: Readonly<Record<string, Uint8Array | string>>,
) {
  const { library, session, importAll } = desk;
  const folder = temporaryFolder();
  await importAll(await writeFiles(join(folder, 'dicom'), { 'a.dcm': object }));
  const [study] = studiesByUid(library.db.read, '1.2.3');
  const paths = [await writeFiles(join(folder, 'files'), files)];
  const patientKey = study?.patientKey ?? '';
  const wrapped = await wrapFiles({
    library,
    session,
    paths,
    patientKey,
    description: 'Photographs',
    studyDate: '20260102',
  });
  return { study, folder: paths[0] ?? '', summary: unwrap(wrapped), patientKey };
}

describe('wrapping', () => {
  it('makes pictures and documents a study of the patient, without millimetres', async () => {
    const desk = await testDesk();
    const tiff = new Uint8Array(UTIF.encodeImage(new Uint8Array(4 * 4 * 4).fill(255), 4, 4));
    const { study, folder, summary } = await wrapInto(desk, testObject(), {
      'a.png': redPng(),
      'b.jpg': redJpeg,
      'c.jpg': greyJpeg,
      'd.tif': tiff,
      'e.png': greyPng16(),
      'f.pdf': '%PDF-1.4 nearly',
      'g.txt': 'no picture',
      'h.jpg': redJpeg.subarray(0, 100),
    });
    expect(summary).toMatchObject({ studies: 1, series: 2, instances: 6 });
    expect(refusals(summary, folder)).toEqual(['g.txt INVALID_INPUT', 'h.jpg PIXELS_MALFORMED']);
    const { db } = desk.library;
    const [wrapped] = priorsOf(db.read, study?.studyKey ?? '');
    expect(wrapped).toMatchObject({
      description: 'Photographs',
      studyDate: '20260102',
      modalities: ['DOC', 'OT'],
      notices: ['lossy', 'wrapped'],
    });
    const series = getStudy(db.read, wrapped?.studyKey ?? '')?.series ?? [];
    expect(series.map(({ kind, instanceCount }) => [kind, instanceCount])).toEqual([
      ['image', 5],
      ['document', 1],
    ]);
    const records = instancesOfSeries(db.read, series[0]?.seriesKey ?? '');
    for (const { header } of records) expect(header.image?.pixelSpacing.kind).toBeNull();
    const firstPixels = await Promise.all(
      records.map(async ({ identity, pixels }) => {
        const bytes = unwrap(await desk.library.vault.read(identity));
        if (pixels === null) throw new Error('a picture has pixels');
        return [...unwrap(frameBytes(pixels.frames, bytes, 0)).bytes.subarray(0, 3)];
      }),
    );
    expect(firstPixels[0]).toEqual([255, 0, 0]);
    firstPixels[1]?.forEach((value, index) =>
      expect(Math.abs(value - ([200, 30, 30][index] ?? 0))).toBeLessThan(4),
    );
    expect(firstPixels[2]?.[0]).toBe(77);
    expect(firstPixels[3]).toEqual([255, 255, 255]);
    expect(firstPixels[4]).toEqual([0, 0, 255]);
    await desk.library.close();
  });

  it('files what is wrapped for a patient without an ID into the study that the key holds for', async () => {
    const desk = await testDesk();
    const { summary, study } = await wrapInto(desk, testObject({ PatientID: '' }), { 'a.png': redPng() });
    expect(summary).toMatchObject({ studies: 0, series: 1, instances: 1 });
    expect(getStudy(desk.library.db.read, study?.studyKey ?? '')?.study.seriesCount).toBe(2);
    await desk.library.close();
  });

  it('knows no patient that is not there', async () => {
    const { library, session } = await testDesk();
    const wrapped = await wrapFiles({
      library,
      session,
      paths: [],
      patientKey: 'nobody',
      description: '',
      studyDate: null,
    });
    expect(wrapped).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } });
    await library.close();
  });
});
