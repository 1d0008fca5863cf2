import { describe, expect, it } from 'vitest';
import { ageAt } from './patientAge.ts';

describe('the age at a study', () => {
  it.each([
    ['19800229', '20260228', { value: 45, unit: 'years' }],
    ['19800229', '20260301', { value: 46, unit: 'years' }],
    ['20250101', '20260615', { value: 17, unit: 'months' }],
    ['20241123', '20261123', { value: 2, unit: 'years' }],
    ['20261101', '20261123', { value: 22, unit: 'days' }],
    ['20261123', '20261123', { value: 0, unit: 'days' }],
    ['1980.02.03', '20260203', { value: 46, unit: 'years' }],
  ])('from %s to %s', (birth, study, age) => {
    expect(ageAt(birth, study)).toEqual(age);
  });

  it.each([
    ['20260101', '20250101'],
    [null, '20260101'],
    ['19801301', '20260101'],
    ['19800230', '20260101'],
    ['', '20260101'],
    ['19800101', null],
    ['18000101', '20080504'],
  ])('is not guessed from %s and %s', (birth, study) => {
    expect(ageAt(birth, study)).toBeNull();
  });
});
