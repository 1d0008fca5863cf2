import { describe, expect, it } from 'vitest';
import { entriesNamedIn, withBuiltEntries } from './entryUrls.ts';

const code = `
const thread = new URL('./segmentThread.ts', import.meta.url);
const child = new URL(import.meta.url.endsWith('.ts') ? "../decoder.ts" : "../decoder.js", import.meta.url);
const page = new URL('./page.html', import.meta.url);
const other = new URL('./not-ours.ts', base);
`;

describe('addresses of modules in code', () => {
  it('finds threads and child processes named by address', () => {
    expect(entriesNamedIn(code)).toEqual(['./segmentThread.ts', '../decoder.ts']);
  });

  it('points them at what the build makes of them, and leaves all else alone', () => {
    const built = withBuiltEntries(code);
    expect(built).toContain("new URL('./segmentThread.js', import.meta.url)");
    expect(built).toContain('? "../decoder.js" : "../decoder.js"');
    expect(built).toContain("new URL('./page.html', import.meta.url)");
    expect(built).toContain("new URL('./not-ours.ts', base)");
  });
});
