import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/**
 * The house as one table: a layer may import itself and what its row names, nothing else.
 * A row that names the layer before it reads: `above` = everything that layer may import, and the layer itself.
 */
const table: readonly { readonly layer: string; readonly above: readonly string[] }[] = [
  { layer: 'main/domain', above: [] },
  { layer: 'main/ports', above: ['main/domain'] },
  { layer: 'native', above: ['main/domain'] },
  { layer: 'main/database', above: ['main/ports'] },
  { layer: 'main/vault', above: ['main/database'] },
  { layer: 'main/audit', above: ['main/database'] },
  { layer: 'main/changes', above: ['main/database'] },
  { layer: 'main/jobs', above: ['main/database'] },
  { layer: 'main/imaging', above: ['main/ports', 'main/jobs', 'native'] },
  { layer: 'main/inference', above: ['main/ports', 'main/jobs', 'native'] },
  { layer: 'main/library', above: ['main/vault', 'main/audit', 'main/changes', 'main/jobs'] },
  { layer: 'main/dicom', above: ['main/library'] },
  { layer: 'main/catalog', above: ['main/dicom'] },
  { layer: 'main/sources', above: ['main/catalog'] },
  { layer: 'main/pixels', above: ['main/catalog'] },
  { layer: 'main/findings', above: ['main/sources', 'main/pixels'] },
  { layer: 'main/record', above: ['main/findings'] },
  { layer: 'main/guidance', above: ['main/record'] },
  { layer: 'main/report', above: ['main/guidance'] },
  { layer: 'main/sync', above: ['main/report'] },
  { layer: 'preload/contract', above: ['main/domain'] },
  { layer: 'main/api', above: ['main/sync', 'main/imaging', 'main/inference', 'preload/contract'] },
  { layer: 'main/services.ts', above: ['main/api'] },
  { layer: 'main/shells/loopback', above: ['main/services.ts'] },
  // What the shells share: ports of plain Node, folders, the way in.
  { layer: 'main/shells', above: ['main/shells/loopback'] },
  { layer: 'main/shells/cli', above: ['main/shells'] },
  { layer: 'main/shells/electron', above: ['main/shells/cli'] },
  { layer: 'preload', above: ['preload/contract'] },
  { layer: 'renderer/i18n', above: ['preload/contract'] },
  { layer: 'renderer/client', above: ['preload/contract'] },
  { layer: 'renderer/tools', above: ['preload/contract'] },
  { layer: 'renderer/viewport', above: ['preload/contract', 'renderer/tools'] },
  {
    layer: 'renderer',
    above: ['preload/contract', 'renderer/tools', 'renderer/viewport', 'renderer/client', 'renderer/i18n'],
  },
];

/** Packages that only one place may import. */
const reserved: readonly { readonly name: RegExp; readonly only: readonly string[] }[] = [
  { name: /^electron$/, only: ['main/shells/electron', 'preload'] },
  { name: /^@kitware\/vtk\.js/, only: ['renderer/viewport'] },
  { name: /^better-sqlite3/, only: ['main/database'] },
  { name: /^node:child_process$/, only: ['main/ports', 'native', 'main/shells'] },
];

/** Packages that a place must do without. */
const banned: readonly { readonly name: RegExp; readonly within: string }[] = [
  { name: /^react/, within: 'renderer/viewport' },
  { name: /^react/, within: 'renderer/tools' },
  { name: /^node:/, within: 'renderer' },
  { name: /^(?!\.)/, within: 'main/domain' },
];

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = globSync('{main,preload,renderer,native}/**/*.{ts,tsx}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.tsx?$|\.d\.ts$|(^|\/)testing\//.test(file));

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(importPattern)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    const target = name.startsWith('.') ? relative(root, normalize(join(root, dirname(file), name))) : name;
    return { file, target: target.replaceAll('\\', '/') };
  });
}

/** The most specific row that holds a file. */
function layerOf(file: string): string | null {
  const rows = table.filter(({ layer }) => file === layer || file.startsWith(`${layer}/`));
  return rows.toSorted((a, b) => b.layer.length - a.layer.length)[0]?.layer ?? null;
}

function reachable(layer: string): ReadonlySet<string> {
  const found = new Set([layer]);
  const visit = (name: string): void => {
    for (const above of table.find((row) => row.layer === name)?.above ?? []) {
      if (found.has(above)) continue;
      found.add(above);
      visit(above);
    }
  };
  visit(layer);
  return found;
}

const imports = files.flatMap(importsOf);
const isOwn = (target: string): boolean => /^(main|preload|renderer|native|e2e|assets)\//.test(target);

describe('the layers', () => {
  it('hold every source file', () => {
    expect(files.filter((file) => layerOf(file) === null)).toEqual([]);
  });

  it('import only what their row allows', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (!isOwn(target) || target.startsWith('assets/')) return false;
      const from = layerOf(file);
      const to = layerOf(target);
      return from === null || to === null || !reachable(from).has(to);
    });
    expect(wrong).toEqual([]);
  });

  it('have no cycle in the table itself', () => {
    const cyclic = table.filter(({ layer, above }) => above.some((name) => reachable(name).has(layer)));
    expect(cyclic).toEqual([]);
  });

  it('keep reserved packages in their place', () => {
    const wrong = imports.filter(({ file, target }) =>
      reserved.some(
        ({ name, only }) => name.test(target) && !only.some((place) => file.startsWith(`${place}/`)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('do without what is banned', () => {
    const wrong = imports.filter(({ file, target }) =>
      banned.some(({ name, within }) => file.startsWith(`${within}/`) && !isOwn(target) && name.test(target)),
    );
    expect(wrong).toEqual([]);
  });
});
