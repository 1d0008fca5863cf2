import { uuidV5 } from './uuidV5.ts';

/** What a patient key is made of, as the object states it (decoded with its declared character set, never a proposed one). */
export interface StatedPatient {
  readonly issuerOfId: string | null;
  readonly id: string | null;
  readonly birthDate: string | null;
  /** All component groups, joined by `=`. */
  readonly name: string | null;
}

export interface PatientIdentity {
  /** A UUID. */
  readonly patientKey: string;
  /** False where the ID is blank or a default: then the key holds for one study only. */
  readonly grouped: boolean;
}

/**
 * Patient IDs that devices, de-identifiers and hurried people write where there is none; folded. Two objects with one of
 * these are not known to be of one person.
 */
export const defaultPatientIds: ReadonlySet<string> = new Set([
  '',
  '-',
  '?',
  '.',
  '*',
  '00',
  '000',
  '0000',
  '00000',
  '000000',
  '0000000',
  '00000000',
  '0',
  '1',
  '123',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '99999',
  '999999',
  '9999999',
  '99999999',
  'anon',
  'anonym',
  'anonymized',
  'anonymised',
  'anonymous',
  'anonymous patient',
  'blank',
  'default',
  'demo',
  'emergency',
  'id',
  'n/a',
  'na',
  'nil',
  'no id',
  'no_id',
  'noid',
  'none',
  'not available',
  'null',
  'patient',
  'patient id',
  'patientid',
  'phantom',
  'qa',
  'qc',
  'removed',
  'deidentified',
  'de-identified',
  'test',
  'undefined',
  'unk',
  'unknown',
  'unnamed',
  'x',
  'xx',
  'xxx',
  'xxxx',
  'xxxxx',
  'xxxxxx',
  '无',
  '未知',
  '匿名',
  '不详',
  '测试',
]);

/**
 * Who an object belongs to, the same on every device of a tenant (a UUID): UUIDv5 over issuer, ID, birth date and folded
 * name. Any difference makes another patient. With a blank or default ID the study is part of the key: nothing groups.
 */
export function identifyPatient(
  tenantId: string,
  stated: StatedPatient,
  studyInstanceUid: string,
): PatientIdentity {
  const id = (stated.id ?? '').trim();
  const grouped = !isDefaultPatientId(id);
  const parts = [
    foldForIdentity(stated.issuerOfId ?? ''),
    id.normalize('NFC'),
    (stated.birthDate ?? '').trim(),
    foldForIdentity(stated.name ?? ''),
  ];
  const name = JSON.stringify(grouped ? ['patient', ...parts] : ['study', studyInstanceUid, ...parts]);
  return { patientKey: uuidV5(tenantId, name), grouped };
}

/** Whether the ID says nothing about who it is. Zeros, X and dashes of any length count. */
export function isDefaultPatientId(id: string): boolean {
  const folded = foldForIdentity(id);
  return defaultPatientIds.has(folded) || /^(0+|x+|[-_.?* ]+)$/u.test(folded);
}

/**
 * Case, width, surplus spaces and empty trailing components make no difference; accents do: two people may differ by one.
 */
export function foldForIdentity(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[\s\0]+/gu, ' ')
    .replaceAll(/ ?([\^=]) ?/gu, '$1')
    .replaceAll(/\^+(?==|$)/gu, '')
    .replaceAll(/=+$/gu, '')
    .trim();
}
