import { expect, it } from 'vitest';
import { formatTag, lookUpKeyword, lookUpTag } from './dictionary/dictionary.ts';
import { tags } from './tags.ts';

it('gives every keyword the tag of the dictionary', () => {
  const wrong = Object.entries(tags).filter(([keyword, tag]) => lookUpKeyword(keyword)?.tag !== tag);
  expect(wrong).toEqual([]);
});

it('knows repeating groups, group lengths and what is private', () => {
  expect(lookUpTag(0x60023000)).toMatchObject({ keyword: 'OverlayData', vr: 'OX' });
  expect(lookUpTag(0x00080000)?.vr).toBe('UL');
  expect(lookUpTag(0x00091001)).toBeNull();
  expect(formatTag(0x7fe00010)).toBe('7FE00010');
});
