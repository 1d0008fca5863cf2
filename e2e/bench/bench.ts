import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureKernels } from '../../native/build.ts';
import type { BenchResult } from './row.ts';

/**
 * `npm run bench [NAME...]`: speed and memory against named peers in the same run, as ratios, kept with the machine in
 * `e2e/bench/results`. Each bench runs alone, one after the other.
 */
const benches: Readonly<Record<string, () => Promise<BenchResult>>> = {
  labelling: async () => (await import('./labelling.ts')).labelBench(),
  import: async () => (await import('./import.ts')).benchImport(),
  frame: async () => (await import('./largeObject.ts')).largeObjectBench(),
  scroll: async () => (await import('./scroll.ts')).scrollBench(),
  firstImage: async () => (await import('./firstImage.ts')).firstImageBench(),
  weakMachine: async () => (await import('./weakMachine.ts')).weakMachineBench(),
  search: async () => (await import('./search.ts')).benchSearch(),
};

const folder = join(import.meta.dirname, 'results');
const chosen = process.argv.slice(2);
const names = Object.keys(benches).filter((name) => chosen.length === 0 || chosen.includes(name));

ensureKernels();
await mkdir(folder, { recursive: true });
for (const name of names) {
  process.stderr.write(`${name} …\n`);
  const result = (await benches[name]?.()) ?? { kind: 'skipped', reason: 'there is no such bench' };
  const text = tableOf(name, result);
  process.stdout.write(`${text}\n`);
  if (result.kind === 'rows') await writeFile(join(folder, `${name}.md`), text);
}

function tableOf(name: string, result: BenchResult): string {
  if (result.kind === 'skipped') return `## ${name}\n\nNot run: ${result.reason}\n`;
  const rows = result.rows.map(
    ({ what, ours, peer, ratio, wanted }) =>
      `| ${what} | ${ours} | ${peer} | ${ratio.toFixed(2)} | ${wanted} | ${ratio >= wanted ? 'yes' : '**no**'} |`,
  );
  return [
    `## ${name}`,
    '',
    machine(),
    '',
    '| what | Axial | compared with | ratio | asked | reached |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function machine(): string {
  const memoryGib = Math.round(totalmem() / 1024 ** 3);
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${availableParallelism()} cores (${model}), ${memoryGib} GiB, ${process.platform}, Node ${process.version}`;
}
