import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>('./**/*.tsx', { query: '?raw', import: 'default', eager: true });

/** Text between tags, and attributes that are read to people, written out instead of coming from i18n. */
const literal = [
  />\s*[^\s<>{}()=;:&|?][^<>{}=;]*[A-Za-z\u4e00-\u9fff]{2,}[^<>{}=;]*<\/[A-Za-z]/g,
  /\s(?:aria-label|title|alt|placeholder|label|text)="[^"]*[A-Za-z\u4e00-\u9fff][^"]*"/g,
];

describe('components', () => {
  it('say nothing in words of their own', () => {
    const found = Object.entries(sources).flatMap(([file, source]) =>
      literal.flatMap((pattern) => (source.match(pattern) ?? []).map((text) => `${file}: ${text.trim()}`)),
    );
    expect(Object.keys(sources).length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });
});
