import { describe, expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { encodedFrames, frameBytes } from './encodedFrames.ts';
import { parseDicom } from './parseDicom.ts';
import { readInstanceHeader } from './readInstanceHeader.ts';
import { sampleInput } from './testing/sampleSegmentation.ts';
import { encapsulatedDocument, wrapPdf } from './wrapPdf.ts';
import { wrapSecondaryCapture } from './wrapSecondaryCapture.ts';
import type { WrapTarget } from './wrapping.ts';

const { patient, study } = sampleInput();
const target: WrapTarget = {
  patient,
  study,
  seriesInstanceUid: '2.25.20',
  seriesNumber: 3,
  seriesDescription: '照片',
  sopInstanceUid: '2.25.21',
  instanceNumber: 1,
  date: '20260103',
  time: '090000',
  conversionType: 'SD',
};

describe('wrapSecondaryCapture', () => {
  it('keeps the pixels and gives no spacing', () => {
    const data = Uint16Array.of(1, 256, 65_535, 4, 5, 6);
    const bytes = unwrap(
      wrapSecondaryCapture(target, { rows: 2, columns: 3, samplesPerPixel: 1, data, lossy: true }),
    );
    const file = unwrap(parseDicom(bytes));
    const header = unwrap(readInstanceHeader(file));
    expect(header.image).toMatchObject({ rows: 2, columns: 3, lossy: true, pixelSpacing: { kind: null } });
    expect(header.series).toMatchObject({ modality: 'OT', description: '照片' });
    expect(header.patient.name?.raw).toBe(patient.name?.raw);
    const frame = unwrap(frameBytes(unwrap(encodedFrames(file)), file.bytes, 0));
    expect(frame.bytes).toEqual(new Uint8Array(data.buffer));
  });

  it('refuses pixels that do not fit', () => {
    const pixels = {
      rows: 2,
      columns: 2,
      samplesPerPixel: 3,
      data: new Uint8Array(4),
      lossy: false,
    } as const;
    expect(wrapSecondaryCapture(target, pixels)).toMatchObject({
      ok: false,
      failure: { code: 'INVALID_INPUT' },
    });
  });
});

describe('wrapPdf', () => {
  it('gives the document back byte for byte, odd lengths too', () => {
    const bytes = new TextEncoder().encode('%PDF-1.7\nodd');
    const odd = bytes.length % 2 === 1 ? bytes : bytes.subarray(0, -1);
    for (const document of [bytes, odd]) {
      const file = unwrap(parseDicom(unwrap(wrapPdf(target, { title: 'Letter', bytes: document }))));
      expect(encapsulatedDocument(file)).toEqual(document);
      expect(unwrap(readInstanceHeader(file)).instance.documentTitle).toBe('Letter');
    }
  });

  it('refuses what is no PDF', () => {
    const bytes = new TextEncoder().encode('<html>');
    expect(wrapPdf(target, { title: null, bytes })).toMatchObject({
      ok: false,
      failure: { code: 'INVALID_INPUT' },
    });
  });
});
