import { readFileSync } from 'node:fs';
import dicomParser from 'dicom-parser';
import { expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { parseDicom } from './parseDicom.ts';
import { npmSampleFiles } from './testing/npmSamples.ts';

/** Zeros behind the pixels are elements (0000,0000) to the reference and trailing bytes here. */
it('finds the elements that dicom-parser finds, with the same lengths', () => {
  for (const path of npmSampleFiles()) {
    const bytes = new Uint8Array(readFileSync(path));
    let reference: dicomParser.DataSet;
    try {
      reference = dicomParser.parseDicom(bytes);
    } catch {
      continue;
    }
    const { dataSet } = unwrap(parseDicom(bytes));
    const lengths = Object.entries(reference.elements)
      .filter(
        ([key, element]) => !key.startsWith('x0002') && key !== 'x00000000' && element.items === undefined,
      )
      .filter(([, element]) => element.encapsulatedPixelData !== true)
      .map(([key, element]) => [key, element.length]);
    const own = lengths.map(([key]) => [
      key,
      dataSet.element(Number.parseInt(String(key).slice(1), 16))?.length,
    ]);
    expect([path, ...own]).toEqual([path, ...lengths]);
  }
});
