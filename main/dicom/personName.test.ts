import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayGroup, parsePersonName } from './personName.ts';

describe('parsePersonName', () => {
  it('splits groups and components', () => {
    const name = parsePersonName('Adams^John Robert Quincy^^Rev.^B.A. M.Div.');
    expect(name?.alphabetic).toEqual({
      text: 'Adams^John Robert Quincy^^Rev.^B.A. M.Div.',
      family: 'Adams',
      given: 'John Robert Quincy',
      middle: '',
      prefix: 'Rev.',
      suffix: 'B.A. M.Div.',
    });
    expect(name?.ideographic).toBeNull();
  });

  it('keeps an empty first group and drops empty ones at the end', () => {
    expect(parsePersonName('=王^小东=')).toMatchObject({
      raw: '=王^小东',
      alphabetic: { text: '' },
      ideographic: { family: '王', given: '小东' },
      phonetic: null,
    });
  });

  it.each(['', '   ', '^^^^', '==', ' ^ = '])('finds no name in "%s"', (text) => {
    expect(parsePersonName(text)).toBeNull();
  });

  it('reads its own raw form as the same name', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '王', '^', '=', ' ') }), (text) => {
        const name = parsePersonName(text);
        expect(parsePersonName(name?.raw ?? '')).toEqual(name);
      }),
    );
  });
});

it('shows a group family first', () => {
  const name = parsePersonName('Adams^John^^Rev.');
  expect(name === null ? null : displayGroup(name.alphabetic)).toBe('Adams, Rev. John');
});
