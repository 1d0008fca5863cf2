import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../domain/failure.ts';
import type { DicomFile } from './dicomFile.ts';
import { elementsOf, type ElementInput } from './elementsOf.ts';
import { joinBytes } from './joinBytes.ts';
import { parseBeginning, parseDicom } from './parseDicom.ts';
import { openDicom } from './openDicom.ts';
import { readInstanceHeader } from './readInstanceHeader.ts';
import { encodedFrames } from './encodedFrames.ts';
import { proposeCharset } from './text/proposeCharset.ts';
import { readGreyTables } from './readGreyTables.ts';
import { daikonSample } from './testing/npmSamples.ts';
import { mostDepth } from './part10/scanDataSet.ts';
import { encodeDataSet } from './write/encodeDataSet.ts';
import { writeDicom } from './writeDicom.ts';

const identity = { sopClassUid: '1.2.840.10008.5.1.4.1.1.7', sopInstanceUid: '2.25.1' };

function sample(elements: readonly ElementInput[] = elementsOf({ PatientID: 'P1' })): Uint8Array {
  return writeDicom({ ...identity, elements });
}

function body(elements: readonly ElementInput[]): Uint8Array {
  return joinBytes(encodeDataSet(elements));
}

function codeOf(result: Result<DicomFile>): string {
  return result.ok ? 'ok' : result.failure.code;
}

function warningsOf(bytes: Uint8Array): readonly string[] {
  return unwrap(parseDicom(bytes)).warnings.map(({ code }) => code);
}

const bytesOf = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const study = body(elementsOf({ Modality: 'CT', StudyInstanceUID: '1.2.34', PatientID: 'P1' }));

describe('parseDicom', () => {
  it.each(['implicit_little', 'explicit_little', 'explicit_big', 'deflated', 'jpeg_2000', 'rle'])(
    'reads %s',
    (name) => {
      const file = unwrap(parseDicom(daikonSample(name)));
      expect(file.truncatedAt).toBeNull();
      expect(file.dataSet.integer('Rows')).toBeGreaterThan(0);
      expect(file.dataSet.filled('PixelData')).toBe(true);
    },
  );

  it('reads a data set without preamble and one without group 0002', () => {
    const whole = sample();
    expect(warningsOf(whole.subarray(132))).toEqual(['NO_PREAMBLE']);
    const bare = unwrap(parseDicom(study));
    expect(bare.dataSet.text('PatientID')).toBe('P1');
    expect(bare.transferSyntaxUid).toBe('1.2.840.10008.1.2.1');
    expect(bare.declaredTransferSyntaxUid).toBeNull();
  });

  it('does not take a DICM inside a value for the prefix', () => {
    const padded = body(
      elementsOf({ SpecificCharacterSet: 'ISO_IR 100', InstitutionName: `${'x'.repeat(102)}DICM` }),
    );
    const at = Buffer.from(padded).indexOf('DICM');
    const shifted = body(
      elementsOf({
        SpecificCharacterSet: 'ISO_IR 100',
        InstitutionName: `${'x'.repeat(102 + 128 - at)}DICM`,
        PatientID: 'P1',
      }),
    );
    expect(Buffer.from(shifted).indexOf('DICM')).toBe(128);
    expect(unwrap(parseDicom(shifted)).dataSet.text('PatientID')).toBe('P1');
  });

  it('reads implicit bytes under an explicit transfer syntax, and says so', () => {
    const implicit = bytesOf(0x10, 0, 0x20, 0, 2, 0, 0, 0, 0x50, 0x31);
    const meta = sample([]).subarray(
      0,
      sample([]).length -
        body(elementsOf({ SOPClassUID: identity.sopClassUid, SOPInstanceUID: identity.sopInstanceUid }))
          .length,
    );
    const file = unwrap(parseDicom(joinBytes([meta, implicit])));
    expect(file.dataSet.text('PatientID')).toBe('P1');
    expect(file.warnings.map(({ code }) => code)).toContain('TRANSFER_SYNTAX_WRONG');
  });

  it('keeps what an encapsulated or private syntax says about the pixels over implicit bytes', () => {
    for (const uid of ['1.2.840.10008.1.2.4.70', '1.2.840.113619.5.2']) {
      const explicit = writeDicom({ ...identity, transferSyntaxUid: uid, elements: [] });
      const content = body(
        elementsOf({ SOPClassUID: identity.sopClassUid, SOPInstanceUID: identity.sopInstanceUid }),
      );
      const meta = explicit.subarray(0, explicit.length - content.length);
      const implicit = bytesOf(8, 0, 0x60, 0, 2, 0, 0, 0, 0x43, 0x54);
      const file = unwrap(parseDicom(joinBytes([meta, implicit])));
      expect(file.transferSyntaxUid).toBe(uid);
      expect(file.dataSet.text('Modality')).toBe('CT');
    }
  });

  it.each([
    ['text', text('This is no image. '.repeat(20)), 'NOT_DICOM'],
    ['html', text('<!doctype html><title>502</title>'), 'NOT_DICOM'],
    ['png', bytesOf(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), 'NOT_DICOM'],
    ['nothing', bytesOf(), 'FILE_EMPTY'],
    ['one byte', bytesOf(8), 'NOT_DICOM'],
    ['a preamble alone', sample().subarray(0, 132), 'DICOM_TRUNCATED'],
    [
      'noise behind DICM',
      joinBytes([new Uint8Array(128), text('DICM'), new Uint8Array(4000).map((_, i) => (i * 97 + 31) % 251)]),
      'DICOM_MALFORMED',
    ],
  ])('refuses %s by name', (_, bytes, code) => {
    expect(codeOf(parseDicom(bytes))).toBe(code);
  });

  it('keeps what lies before the cut of a truncated header', () => {
    const whole = sample(
      elementsOf({
        PatientID: 'P1',
        StudyDescription: 'x'.repeat(60),
        SeriesDescription: 'y'.repeat(60),
        ImageComments: 'z'.repeat(400),
      }),
    );
    const file = unwrap(parseDicom(whole.subarray(0, whole.length - 100)));
    expect(file.truncatedAt).not.toBeNull();
    expect(file.dataSet.text('PatientID')).toBe('P1');
    const header = readInstanceHeader(file);
    expect(header.ok ? 'ok' : header.failure.code).toBe('DICOM_TRUNCATED');
  });

  it('reads sequences of UN with implicit items', () => {
    const item = bytesOf(0xfe, 0xff, 0, 0xe0, 10, 0, 0, 0, 8, 0, 0x50, 0, 2, 0, 0, 0, 0x41, 0x31);
    const un = joinBytes([bytesOf(0x40, 0, 0x75, 2, 0x55, 0x4e, 0, 0, item.length, 0, 0, 0), item]);
    const { dataSet } = unwrap(
      parseDicom(
        joinBytes([study.subarray(0, 0), body(elementsOf({ StudyDate: '20260101', Modality: 'CT' })), un]),
      ),
    );
    expect(dataSet.item(0x00400275)?.text('AccessionNumber')).toBe('A1');
  });

  it('ends an item that claims more than its sequence, and goes on behind it', () => {
    const lying = bytesOf(0xfe, 0xff, 0, 0xe0, 200, 0, 0, 0, 8, 0, 0x50, 0, 0x53, 0x48, 2, 0, 0x41, 0x31);
    const sequence = joinBytes([bytesOf(8, 0, 0x10, 0x11, 0x53, 0x51, 0, 0, lying.length, 0, 0, 0), lying]);
    const file = unwrap(parseDicom(joinBytes([body(elementsOf({ Modality: 'CT' })), sequence, study])));
    expect(file.dataSet.text('PatientID')).toBe('P1');
    expect(file.warnings.map(({ code }) => code)).toContain('SEQUENCE_LENGTH_WRONG');
  });

  it('keeps the first of two equal tags and tolerates tags out of order', () => {
    const twice = joinBytes([
      body(elementsOf({ PatientID: 'P1' })),
      body(elementsOf({ PatientID: 'P2' })),
      body(elementsOf({ Modality: 'CT' })),
    ]);
    const bytes = joinBytes([sample(), twice]);
    const file = unwrap(parseDicom(bytes));
    expect(file.dataSet.text('PatientID')).toBe('P1');
    expect(file.dataSet.text('Modality')).toBe('CT');
    expect(new Set(file.warnings.map(({ code }) => code))).toEqual(
      new Set(['DUPLICATE_ELEMENT', 'OUT_OF_ORDER']),
    );
  });

  it('refuses nesting past its limit without using the call stack', () => {
    const open = bytesOf(
      0x40,
      0,
      0x30,
      0xa7,
      0x53,
      0x51,
      0,
      0,
      0xff,
      0xff,
      0xff,
      0xff,
      0xfe,
      0xff,
      0,
      0xe0,
      0xff,
      0xff,
      0xff,
      0xff,
    );
    const nested = (depth: number): Uint8Array =>
      joinBytes([sample(), ...Array.from({ length: depth }, () => open)]);
    expect(codeOf(parseDicom(nested(100_000)))).toBe('DICOM_TOO_DEEP');
    expect(codeOf(parseDicom(nested(mostDepth - 1)))).toBe('ok');
  });

  it('refuses more items than any object has', () => {
    const count = 1_100_000;
    const items = new Uint8Array(count * 8);
    for (let at = 0; at < items.length; at += 8) items.set([0xfe, 0xff, 0, 0xe0], at);
    const header = bytesOf(0x40, 0, 0x30, 0xa7, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff);
    expect(codeOf(parseDicom(joinBytes([sample(), header, items])))).toBe('DICOM_MALFORMED');
  });

  it('inflates within a cap, raw or wrapped', () => {
    const deflatedFile = (content: Uint8Array): Uint8Array => {
      const plain = writeDicom({ ...identity, transferSyntaxUid: '1.2.840.10008.1.2.1.99', elements: [] });
      const identityBytes = body(
        elementsOf({ SOPClassUID: identity.sopClassUid, SOPInstanceUID: identity.sopInstanceUid }),
      );
      return joinBytes([plain.subarray(0, plain.length - identityBytes.length), content]);
    };
    for (const deflate of [deflateRawSync, deflateSync]) {
      expect(unwrap(parseDicom(deflatedFile(deflate(study)))).dataSet.text('PatientID')).toBe('P1');
    }
    const bomb = deflateRawSync(joinBytes([study, new Uint8Array(64 << 20)]));
    expect(codeOf(parseDicom(deflatedFile(bomb)))).toBe('DICOM_INFLATE_BOMB');
    expect(codeOf(parseDicom(deflatedFile(text('noise, not deflate'))))).toBe('DICOM_MALFORMED');
    const cut = unwrap(
      parseDicom(
        deflatedFile(
          deflateRawSync(
            joinBytes([study, body(elementsOf({ ImageComments: 'abcdefgh'.repeat(900) }))]),
          ).subarray(0, 60),
        ),
      ),
    );
    expect(cut.truncatedAt).not.toBeNull();
  });

  it('asks for more of a beginning, or reads from it what it reads from the whole', () => {
    const property = fc.property(
      fc.constantFrom('implicit_little', 'explicit_big', 'rle', 'jpeg_baseline_8bit', 'volume/brain_001'),
      fc.integer({ min: 1, max: 6000 }),
      (name, length) => {
        const whole = daikonSample(name);
        const beginning = unwrap(parseBeginning(whole.subarray(0, Math.max(length, 132)), whole.length));
        if ('kind' in beginning) return beginning.sizeBytes > length;
        const headerOf = ({ dataSet }: DicomFile): string =>
          JSON.stringify([
            [...dataSet.elements.keys()].filter((tag) => tag <= 0x7fe00010),
            dataSet.element('PixelData')?.offset,
          ]);
        const complete = unwrap(parseDicom(whole));
        return headerOf(beginning) === headerOf(complete);
      },
    );
    fc.assert(property, { numRuns: 400 });
  });

  it('never throws on a mutated object, and neither does what reads the result', async () => {
    const originals = ['implicit_little', 'explicit_big', 'rle', 'jpeg_baseline_8bit'].map((name) =>
      daikonSample(name).slice(0, 6000),
    );
    const mutation = fc.record({ at: fc.nat(5999), value: fc.nat(255) });
    const property = fc.asyncProperty(
      fc.constantFrom(...originals),
      fc.array(mutation, { minLength: 1, maxLength: 12 }),
      fc.nat(6000),
      async (original, mutations, length) => {
        const bytes = original.slice(0, Math.max(140, length));
        for (const { at, value } of mutations) if (at < bytes.length) bytes[at] = value;
        const parsed = parseDicom(bytes);
        const opened = await openDicom({
          sizeBytes: bytes.length,
          read: (offset, size) => Promise.resolve(bytes.subarray(offset, offset + size)),
        });
        expect(codeOf(opened)).toBe(codeOf(parsed));
        if (!parsed.ok) return;
        readInstanceHeader(parsed.value);
        encodedFrames(parsed.value);
        readGreyTables(parsed.value);
        proposeCharset(parsed.value);
      },
    );
    await fc.assert(property, { numRuns: 1500 });
  });
});
