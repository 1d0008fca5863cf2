import fc from 'fast-check';
import { expect, it } from 'vitest';
import { needsSafeDisplay, safeDisplay } from './safeDisplay.ts';

it('shows control and bidirectional characters instead of obeying them', () => {
  expect(safeDisplay('Smith\u202egnp.exe')).toBe('Smith‹U+202E›gnp.exe');
  expect(safeDisplay('Ab\0c\u001b[31m\n')).toBe('Ab␀c␛[31m␊');
  expect(safeDisplay('a\u200bb\u2066c\ufeff')).toBe('a‹U+200B›b‹U+2066›c‹U+FEFF›');
});

it('leaves names of all scripts alone', () => {
  for (const name of ['王^小东', 'محمد^علي', 'שרון', 'สมชาย', 'O’Neill-Müller', 'नर\u200dेन्द्र']) {
    expect(needsSafeDisplay(name)).toBe(false);
  }
});

it('is idempotent and leaves nothing unsafe', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = safeDisplay(text);
      expect(safeDisplay(shown)).toBe(shown);
      expect(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(shown)).toBe(false);
    }),
  );
});
