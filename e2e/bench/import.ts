import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../capabilities.ts';
import { madeCt } from '../services/madeCt.ts';
import { startOrthanc } from '../services/orthanc.ts';
import type { ImportCost } from './importInto.ts';
import type { BenchResult, BenchRow } from './row.ts';

const megabyte = 1024 ** 2;
const rounds = 3;
const connections = 4;

/**
 * Import, durable and encrypted: 1,000 CT files of 525 kB against Orthanc's REST ingest with 4 connections, in turns; cost
 * an object at 20,000 tiny ones against that at 1,000; memory; time to the first image of 2,000 files.
 */
export async function benchImport(): Promise<BenchResult> {
  if (findProgram('Orthanc') === null) return { kind: 'skipped', reason: 'Orthanc is not installed' };
  const folder = await mkdtemp(join(tmpdir(), 'axial-bench-'));
  try {
    const large = await makeFiles(join(folder, 'ct'), { count: 1_000, sizePx: 512 });
    const ours: ImportCost[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      theirs.push(await orthancRate(folder, large));
      ours.push(await importOnce(folder, large));
    }
    const ourRate = best(ours.map((cost) => cost.instances / cost.seconds));
    const theirRate = best(theirs);
    const peakBytes = Math.max(...ours.map((cost) => cost.peakBytes));
    const few = await importOnce(folder, await makeFiles(join(folder, 'few'), { count: 1_000, sizePx: 8 }));
    const many = await importOnce(
      folder,
      await makeFiles(join(folder, 'many'), { count: 20_000, sizePx: 8 }),
    );
    const series = await makeFiles(join(folder, 'ct2000'), { count: 2_000, sizePx: 512 });
    const first = await importOnce(folder, series);
    const rows: BenchRow[] = [
      {
        what: `import of 1,000 CT of 525 kB, best of ${rounds}`,
        ours: `${ourRate.toFixed(0)} /s`,
        peer: `Orthanc REST, ${connections} connections: ${theirRate.toFixed(0)} /s`,
        ratio: ourRate / theirRate,
        wanted: 1.5,
      },
      {
        what: 'cost an object, 20,000 tiny ones against 1,000',
        ours: `${perObjectMs(many).toFixed(2)} ms`,
        peer: `1.3 x ${perObjectMs(few).toFixed(2)} ms`,
        ratio: (1.3 * perObjectMs(few)) / perObjectMs(many),
        wanted: 1,
      },
      {
        what: 'memory while importing',
        ours: `${(Math.max(peakBytes, many.peakBytes) / megabyte).toFixed(0)} MB`,
        peer: '500 MB',
        ratio: (500 * megabyte) / Math.max(peakBytes, many.peakBytes),
        wanted: 1,
      },
      {
        what: 'first image of 2,000 CT committed',
        ours: `${first.firstMs.toFixed(0)} ms`,
        peer: '1,000 ms',
        ratio: 1_000 / first.firstMs,
        wanted: 1,
      },
    ];
    return { kind: 'rows', rows };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeFiles(
  folder: string,
  options: { readonly count: number; readonly sizePx: number },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < options.count; index += 1) {
    const place = {
      patient: Math.floor(index / 1_000),
      study: 1,
      series: Math.floor(index / 250),
      instance: index,
    };
    await writeFile(join(folder, `${String(index).padStart(6, '0')}.dcm`), madeCt(place, options.sizePx));
  }
  return folder;
}

async function importOnce(parent: string, folder: string): Promise<ImportCost> {
  // Nothing is removed between runs: ext4 passes over inodes that were freed a moment ago, one by one.
  const library = await mkdtemp(join(parent, 'library-'));
  const entry = join(import.meta.dirname, 'importInto.ts');
  const child = spawn(process.execPath, [entry, library, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return JSON.parse(text) as ImportCost;
}

/** Objects a second. Each connection sends the next file as soon as its last one is stored. */
async function orthancRate(parent: string, folder: string): Promise<number> {
  const orthanc = await startOrthanc({ connections, folder: await mkdtemp(join(parent, 'orthanc-')) });
  try {
    const names = (await readdir(folder)).toSorted();
    const startedMs = performance.now();
    let next = 0;
    const connection = async (): Promise<void> => {
      for (let name = names[next++]; name !== undefined; name = names[next++]) {
        await orthanc.store(await readFile(join(folder, name)));
      }
    };
    await Promise.all(Array.from({ length: connections }, connection));
    return names.length / ((performance.now() - startedMs) / 1000);
  } finally {
    await orthanc.stop();
  }
}

function best(rates: readonly number[]): number {
  return Math.max(...rates);
}

function perObjectMs(cost: ImportCost): number {
  return (1000 * cost.seconds) / cost.instances;
}
