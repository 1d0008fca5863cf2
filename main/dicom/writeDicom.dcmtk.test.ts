import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { copyElements } from './copyElements.ts';
import { encodedFrames, frameBytes } from './encodedFrames.ts';
import { elementsOf, typed } from './elementsOf.ts';
import type { DicomFile } from './dicomFile.ts';
import { parseDicom } from './parseDicom.ts';
import { writeDicom } from './writeDicom.ts';

const pixels = Uint8Array.from({ length: 24 }, (_, index) => index * 10);
const original = writeDicom({
  sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
  sopInstanceUid: '2.25.1',
  elements: elementsOf({
    StudyInstanceUID: '2.25.2',
    SeriesInstanceUID: '2.25.3',
    Modality: 'OT',
    PatientName: 'Wang^XiaoDong=王^小东',
    PatientWeight: 71.5,
    Rows: 3,
    Columns: 4,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    PixelPaddingValue: typed('SS', -2000),
    DimensionIndexSequence: [{ DimensionIndexPointer: 0x00200032 }, {}],
    PixelData: typed('OW', pixels),
  }),
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'axial-dcmtk-'));
  writeFileSync(join(folder, 'original.dcm'), original);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The object as DCMTK writes it again. */
function converted(options: readonly string[]): DicomFile {
  const path = join(folder, 'converted.dcm');
  execFileSync('dcmconv', [...options, join(folder, 'original.dcm'), path]);
  return unwrap(parseDicom(new Uint8Array(readFileSync(path))));
}

describe('what DCMTK makes of our bytes', () => {
  it.each([
    ['implicit little endian', ['+ti'], '1.2.840.10008.1.2'],
    ['explicit big endian', ['+tb'], '1.2.840.10008.1.2.2'],
    ['deflated', ['+td'], '1.2.840.10008.1.2.1.99'],
    ['undefined lengths', ['+te', '-e'], '1.2.840.10008.1.2.1'],
    ['a bare data set', ['-F', '+ti'], '1.2.840.10008.1.2'],
  ])('reads back as %s', (_, options, transferSyntaxUid) => {
    const file = converted(options);
    expect(file.transferSyntaxUid).toBe(transferSyntaxUid);
    const { dataSet } = file;
    expect(dataSet.personName('PatientName')?.raw).toBe('Wang^XiaoDong=王^小东');
    expect(dataSet.number('PatientWeight')).toBe(71.5);
    expect(dataSet.number('PixelPaddingValue')).toBe(-2000);
    expect(dataSet.items('DimensionIndexSequence')[0]?.number('DimensionIndexPointer')).toBe(0x00200032);
    const frame = unwrap(frameBytes(unwrap(encodedFrames(file)), file.bytes, 0));
    const expected = transferSyntaxUid.endsWith('.2.2')
      ? Uint8Array.from(pixels, (_value, at) => pixels[at ^ 1] ?? 0)
      : pixels;
    expect(frame.bytes).toEqual(expected);
  });

  it.each([['+ti'], ['+tb'], ['+td']])('copies to the bytes that we wrote first, after %s', (option) => {
    const elements = copyElements(converted([option]).dataSet).filter(
      ({ tag }) => tag !== 0x00080016 && tag !== 0x00080018,
    );
    const again = writeDicom({
      sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
      sopInstanceUid: '2.25.1',
      elements,
    });
    expect(again).toEqual(original);
  });
});
