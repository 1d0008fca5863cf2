import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { copyElements } from './copyElements.ts';
import type { DataSet } from './dataSet.ts';
import { elementsOf, typed, type ElementInput, type ElementValue } from './elementsOf.ts';
import { parseDicom } from './parseDicom.ts';
import { isUid } from '../domain/uid.ts';
import { implementationClassUid, writeDicom } from './writeDicom.ts';
import { binaryWordSize, isVr, numberSize, type Vr } from './vr.ts';

const sopClassUid = '1.2.840.10008.5.1.4.1.1.7';
const sopInstanceUid = '2.25.1';

const word = fc
  .string({ unit: fc.constantFrom('a', 'Z', '0', ' ', '-', '王', 'é', '한'), minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const code = fc.string({ unit: fc.constantFrom('A', 'Z', '0', '_'), minLength: 1, maxLength: 12 });
const values: Readonly<Partial<Record<Vr, fc.Arbitrary<ElementValue>>>> = {
  LO: fc.array(word, { minLength: 1, maxLength: 3 }),
  UT: word,
  CS: fc.array(code, { minLength: 1, maxLength: 3 }),
  UI: fc.constantFrom('1.2.3', '2.25.44'),
  US: fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 4 }),
  SS: fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1, maxLength: 4 }),
  UL: fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 4 }),
  FD: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 4 }),
  AT: fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 2 }),
  IS: fc.array(fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 3 }),
  OB: fc.uint8Array({ maxLength: 40 }).map((bytes) => (bytes.length % 2 === 0 ? bytes : bytes.slice(1))),
};

const plain = fc
  .constantFrom(...(Object.keys(values) as Vr[]))
  .chain((vr) => fc.record({ vr: fc.constant(vr), value: values[vr] ?? fc.constant(null) }));

/** Private tags in an odd group, each once. */
const dataSet = fc.letrec<{ elements: readonly ElementInput[] }>((tie) => ({
  elements: fc
    .array(
      fc.oneof(
        { maxDepth: 4, depthIdentifier: 'items' },
        plain,
        fc.record({
          vr: fc.constant<Vr>('SQ'),
          value: fc.array(
            tie('elements').map((elements) => ({ elements })),
            { maxLength: 3, depthIdentifier: 'items' },
          ),
        }),
      ),
      { maxLength: 6, depthIdentifier: 'items' },
    )
    .map((list) => list.map(({ vr, value }, index) => ({ tag: 0x00111000 + index, vr, value }))),
})).elements;

function readBack(read: DataSet, elements: readonly ElementInput[]): readonly ElementInput[] {
  return elements.map(({ tag, vr, value }) => {
    const element = read.element(tag);
    if (element === null || element.vr !== vr) throw new Error('the element is gone');
    if (vr === 'SQ') {
      const given = value as readonly { readonly elements: readonly ElementInput[] }[];
      return {
        tag,
        vr,
        value: read
          .items(tag)
          .map((item, index) => ({ elements: readBack(item, given[index]?.elements ?? []) })),
      };
    }
    if (isVr(vr) && binaryWordSize(vr) !== null) return { tag, vr, value: read.value(tag) as ElementValue };
    if (numberSize(vr) !== null || vr === 'IS') return { tag, vr, value: read.numbers(tag) as ElementValue };
    return { tag, vr, value: (Array.isArray(value) ? read.texts(tag) : read.text(tag)) as ElementValue };
  });
}

describe('writeDicom', () => {
  it('names itself by a UID', () => expect(isUid(implementationClassUid)).toBe(true));

  it('is undone by parseDicom', () => {
    fc.assert(
      fc.property(dataSet, (elements) => {
        const bytes = writeDicom({ sopClassUid, sopInstanceUid, elements });
        const file = unwrap(parseDicom(bytes));
        expect(file.warnings).toEqual([]);
        expect(readBack(file.dataSet, elements)).toEqual(elements);
        expect(bytes.length % 2).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('writes a copy of what it wrote with equal bytes', () => {
    fc.assert(
      fc.property(dataSet, (elements) => {
        const bytes = writeDicom({ sopClassUid, sopInstanceUid, elements });
        const copied = copyElements(unwrap(parseDicom(bytes)).dataSet).filter(
          ({ tag }) => tag !== 0x00080016 && tag !== 0x00080018,
        );
        expect(writeDicom({ sopClassUid, sopInstanceUid, elements: copied })).toEqual(bytes);
      }),
      { numRuns: 100 },
    );
  });

  it('writes fragments that are found again frame by frame', () => {
    const frames = [Uint8Array.of(0xff, 0xd8, 1), Uint8Array.of(0xff, 0xd8, 2, 3)];
    const elements = elementsOf({ NumberOfFrames: 2, PixelData: typed('OB', { frames }) });
    const bytes = writeDicom({
      sopClassUid,
      sopInstanceUid,
      elements,
      transferSyntaxUid: '1.2.840.10008.1.2.4.50',
    });
    const file = unwrap(parseDicom(bytes));
    expect(file.dataSet.element('PixelData')?.encapsulated).toBe(true);
    expect(file.warnings).toEqual([]);
  });

  it('refuses a tag that comes twice and texts under another character set', () => {
    const element = { tag: 0x00100020, vr: 'LO', value: '1' } as const;
    const write = (elements: readonly ElementInput[]) =>
      writeDicom({ sopClassUid, sopInstanceUid, elements });
    expect(() => write([element, element])).toThrow(RangeError);
    expect(() => write(elementsOf({ SpecificCharacterSet: 'ISO_IR 100', PatientID: '王' }))).toThrow(
      RangeError,
    );
    expect(() => write(elementsOf({ PatientID: 'x'.repeat(70_000) }))).toThrow(RangeError);
  });
});
