import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../domain/failure.ts';
import type { CharsetProposal } from '../instanceHeader.ts';
import { elementsOf, typed } from '../elementsOf.ts';
import { parseDicom } from '../parseDicom.ts';
import { writeDicom } from '../writeDicom.ts';
import { proposeCharset } from './proposeCharset.ts';

const bytes = (text: string, encoding: string): Uint8Array => new Uint8Array(iconv.encode(text, encoding));

/** An object whose texts are in `encoding` while it declares `declared`. */
function proposal(options: {
  readonly declared: string;
  readonly encoding: string;
  readonly name: string;
  readonly description?: string;
}): CharsetProposal | null {
  const { declared, encoding, name, description } = options;
  const written = writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
    sopInstanceUid: '2.25.1',
    elements: elementsOf({
      ...(declared === '' ? {} : { SpecificCharacterSet: declared }),
      PatientName: typed('PN', bytes(name, encoding)),
      ...(description === undefined ? {} : { StudyDescription: typed('LO', bytes(description, encoding)) }),
    }),
  });
  return proposeCharset(unwrap(parseDicom(written)));
}

describe('proposeCharset', () => {
  it.each(['', 'ISO_IR 6', 'ISO_IR 100', 'ISO_IR 192', 'ISO_IR 999'])(
    'proposes GB18030 for Chinese in GBK under "%s"',
    (declared) => {
      const found = proposal({ declared, encoding: 'gbk', name: '王^小东', description: '胸部平扫' });
      expect(found).toMatchObject({
        charset: 'GB18030',
        patientName: '王^小东',
        texts: { StudyDescription: '胸部平扫' },
      });
      expect(found?.confidence).toBeGreaterThan(0.9);
    },
  );

  it('recognises Chinese with a character outside GB 2312', () => {
    expect(proposal({ declared: '', encoding: 'gbk', name: '王^镕基' })).toMatchObject({
      charset: 'GB18030',
      patientName: '王^镕基',
    });
    expect(proposal({ declared: 'ISO_IR 100', encoding: 'gbk', name: '朱^镕基' })?.charset).toBe('GB18030');
  });

  it('is less sure of Chinese without a known surname', () => {
    const found = proposal({ declared: '', encoding: 'gbk', name: '测试', description: '头颅增强' });
    expect(found?.charset).toBe('GB18030');
    expect(found?.confidence).toBeLessThan(0.9);
  });

  it.each(['', 'ISO_IR 100', 'GB18030'])('proposes UTF-8 where it is valid under "%s"', (declared) => {
    const found = proposal({ declared, encoding: 'utf8', name: '赵^敏', description: '胸部X线' });
    expect(found?.charset).toBe('ISO_IR 192');
  });

  it('proposes Korean for a Korean surname', () => {
    expect(proposal({ declared: '', encoding: 'euc-kr', name: '김^희중' })).toMatchObject({
      charset: '\\ISO 2022 IR 149',
      patientName: '김^희중',
    });
  });

  it('proposes Latin for lone letters under UTF-8', () => {
    expect(proposal({ declared: 'ISO_IR 192', encoding: 'latin1', name: 'Müller^Jörg' })).toMatchObject({
      charset: 'ISO_IR 100',
      patientName: 'Müller^Jörg',
    });
  });

  it('proposes code extensions that are used and not declared', () => {
    const name = Uint8Array.from(Buffer.from('1b24423b3345441b2842', 'hex'));
    const written = writeDicom({
      sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
      sopInstanceUid: '2.25.1',
      elements: elementsOf({ PatientName: typed('PN', name) }),
    });
    expect(proposeCharset(unwrap(parseDicom(written)))).toMatchObject({
      charset: '\\ISO 2022 IR 87',
      patientName: '山田',
    });
  });

  it.each([
    ['ISO_IR 100', 'latin1', 'Äneas^Rüdiger'],
    ['ISO_IR 100', 'latin1', 'Bjørnsen^Åsa'],
    ['ISO_IR 100', 'latin1', 'Müßig^Zoë'],
    ['ISO_IR 100', 'latin1', 'Núñez^José'],
    ['ISO_IR 100', 'latin1', 'ÅÄÖ'],
    ['ISO_IR 192', 'utf8', '王^小东'],
    ['GB18030', 'gb18030', '王^小东'],
    ['ISO_IR 144', 'iso88595', 'Иванова^Ольга'],
    ['', 'ascii', 'Smith^John'],
  ])('has nothing against %s that is right', (declared, encoding, name) => {
    expect(proposal({ declared, encoding, name })).toBeNull();
  });
});
