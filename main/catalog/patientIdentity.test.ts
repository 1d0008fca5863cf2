import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  foldForIdentity,
  identifyPatient,
  isDefaultPatientId,
  type StatedPatient,
} from './patientIdentity.ts';
import { testTenant } from './testInstance.ts';
import { uuidV5 } from './uuidV5.ts';

const jane: StatedPatient = { issuerOfId: null, id: 'P-100', birthDate: '19700101', name: 'Doe^Jane' };
const keyOf = (change: Partial<StatedPatient>, study = '1.2.3'): string =>
  identifyPatient(testTenant, { ...jane, ...change }, study).patientKey;

describe('patient key', () => {
  it('is the UUIDv5 of RFC 9562', () => {
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('is one for all studies of a patient, in any spelling of the name that means the same', () => {
    for (const name of ['DOE^JANE', 'doe^jane^^', ' Doe^Jane ', 'Ｄｏｅ^Jane', 'Doe ^ Jane==']) {
      expect(keyOf({ name }, '9.9')).toBe(keyOf({}));
    }
  });

  it('differs with anything else', () => {
    const keys = [
      keyOf({}),
      keyOf({ id: 'P-101' }),
      keyOf({ birthDate: '19700102' }),
      keyOf({ birthDate: null }),
      keyOf({ issuerOfId: 'Hospital' }),
      keyOf({ name: 'Doe^Janet' }),
      keyOf({ name: 'Doé^Jane' }),
      keyOf({ name: null }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not confuse parts that run into one another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        fc.pre(b !== '' && foldForIdentity(b) !== '');
        const first = identifyPatient(
          testTenant,
          { issuerOfId: a, id: `A${b}`, birthDate: c, name: '' },
          '1',
        );
        const second = identifyPatient(
          testTenant,
          { issuerOfId: `${a}A`, id: b, birthDate: c, name: '' },
          '1',
        );
        expect(first.patientKey).not.toBe(second.patientKey);
      }),
    );
  });

  it.each([null, '', '  ', '0', '000000', 'UNKNOWN', 'Anonymous', 'anon', 'N/A', 'xxxxxxxx', '----', '匿名'])(
    'with the ID %j holds for one study only',
    (id) => {
      expect(identifyPatient(testTenant, { ...jane, id }, '1.2.3').grouped).toBe(false);
      expect(keyOf({ id }, '1.2.3')).not.toBe(keyOf({ id }, '1.2.4'));
      expect(keyOf({ id }, '1.2.3')).toBe(keyOf({ id }, '1.2.3'));
    },
  );

  it('takes real IDs for what they are', () => {
    for (const id of ['1CT1', '4MR1', 'P-100', '10', '0815', 'X123'])
      expect(isDefaultPatientId(id)).toBe(false);
  });
});
