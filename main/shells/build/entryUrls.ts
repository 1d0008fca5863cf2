import { resolve, dirname } from 'node:path';
import type { Plugin } from 'rolldown';

const moduleUrl = /new URL\(([^;]*?),\s*import\.meta\.url\s*,?\s*\)/g;
const sourcePath = /(['"])(\.{1,2}\/[^'"]+)\.ts\1/g;

/** Modules that source code names by address (`new URL('./x.ts', import.meta.url)`: threads, child processes). */
export function entriesNamedIn(code: string): readonly string[] {
  return [...code.matchAll(moduleUrl)].flatMap(([, named = '']) =>
    [...named.matchAll(sourcePath)].map(([, , path = '']) => `${path}.ts`),
  );
}

/** The same code with those addresses as they are after the build, where every module has become JavaScript in its place. */
export function withBuiltEntries(code: string): string {
  return code.replaceAll(moduleUrl, (whole) => whole.replaceAll(sourcePath, '$1$2.js$1'));
}

/** Builds what is named by address as an entry of its own, and points the address at it. */
export function entryUrls(): Plugin {
  return {
    name: 'axial:entry-urls',
    transform: {
      filter: { id: /\.ts$/ },
      handler(code, id) {
        const entries = entriesNamedIn(code);
        if (entries.length === 0) return null;
        for (const entry of entries) this.emitFile({ type: 'chunk', id: resolve(dirname(id), entry) });
        return { code: withBuiltEntries(code), map: null };
      },
    },
  };
}
