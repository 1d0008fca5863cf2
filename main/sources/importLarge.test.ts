import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instancesOfSeries } from '../catalog/instances.ts';
import { seriesByUid } from '../catalog/series.ts';
import { readFrame } from '../dicom/encodedFrames.ts';
import { elementsOf, typed } from '../dicom/elementsOf.ts';
import { writeDicom } from '../dicom/writeDicom.ts';
import { unwrap } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { testDesk, writeFiles, writeZip } from './testSources.ts';

const [rows, columns, frames] = [512, 512, 80];
const frameBytes = rows * columns * 2;

/** 42 MB in 80 frames; every pixel of frame n is n. */
function manyFrames(): Uint8Array {
  const pixels = new Uint16Array(rows * columns * frames);
  for (let frame = 0; frame < frames; frame += 1) {
    pixels.fill(frame, frame * rows * columns, (frame + 1) * rows * columns);
  }
  return writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.7.3',
    sopInstanceUid: '1.2.3.4.5',
    elements: elementsOf({
      StudyInstanceUID: '1.2.3',
      SeriesInstanceUID: '1.2.3.4',
      PatientID: 'LARGE-1',
      PatientName: 'Large^Object',
      Modality: 'OT',
      NumberOfFrames: String(frames),
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: rows,
      Columns: columns,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 0,
      PixelData: typed('OW', new Uint8Array(pixels.buffer)),
    }),
  });
}

describe('import of objects that are too large to hold', () => {
  it('keeps where their frames lie, so that one is read by itself; the same from a file and from an archive', async () => {
    const { library, importAll } = await testDesk();
    const bytes = manyFrames();
    const folder = await writeFiles(temporaryFolder(), { 'large.dcm': bytes });
    expect(await importAll(join(folder, 'large.dcm'))).toMatchObject({ instances: 1, rejected: [] });
    const [series] = seriesByUid(library.db.read, '1.2.3.4');
    expect(series).toMatchObject({ frameCount: frames, kind: 'image' });
    const [record] = instancesOfSeries(library.db.read, series?.seriesKey ?? '');
    if (record === undefined || record.pixels === null) throw new Error('the object has pixels');
    const reader = unwrap(await library.vault.open(record.identity));
    const frame = unwrap(await readFrame(record.pixels.frames, reader, 70)).bytes;
    await reader.close();
    expect(frame).toHaveLength(frameBytes);
    expect(new Set(new Uint16Array(Uint8Array.from(frame).buffer))).toEqual(new Set([70]));

    const zip = await writeZip(join(folder, 'large.zip'), { 'large.dcm': bytes });
    expect(await importAll(zip)).toMatchObject({ instances: 0, duplicates: 1, rejected: [] });
    expect(await library.verify()).toMatchObject({ objects: 1, missing: [], corrupt: [], orphans: 0 });
    await library.close();
  });
});
