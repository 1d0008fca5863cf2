import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKernels, makeTwinKernels, type Kernels } from '../../native/index.ts';
import { probeCapabilities } from '../capabilities.ts';
import type { BenchResult, BenchRow } from './row.ts';

const dims = [512, 512, 300] as const;
const repeats = 7;

interface PeerResult {
  readonly version: string;
  readonly connectivities: Readonly<
    Record<'6' | '26', { readonly ms: number; readonly count: number; readonly sha256: string }>
  >;
}

/**
 * Labels 512 x 512 x 300 voxels with some 600,000 components: the best of seven each, the same mask, one after the
 * other. Ours write into one buffer that the caller holds, as they do in the program; scikit-image has no such form and
 * allocates. Throws where our labels differ from theirs.
 */
export async function labelBench(): Promise<BenchResult> {
  const python = probeCapabilities().find(({ name }) => name === 'python')?.found ?? null;
  if (python === null) return { kind: 'skipped', reason: 'there is no Python with scikit-image' };
  const folder = await mkdtemp(join(tmpdir(), 'axial-bench-'));
  try {
    const file = join(folder, 'mask');
    const script = join(import.meta.dirname, 'labelling.py');
    const run = spawnSync(python, [script, file, String(repeats)], { encoding: 'utf8' });
    if (run.status !== 0)
      return { kind: 'skipped', reason: `scikit-image does not run: ${run.stderr.slice(-200)}` };
    const peer = JSON.parse(run.stdout) as PeerResult;
    const mask = new Uint8Array(await readFile(file));
    const labels = new Uint32Array(mask.length).fill(1);
    const native = findKernels();
    const rows: BenchRow[] = [];
    for (const connectivity of [6, 26] as const) {
      if (native.engine === 'native')
        rows.push(measure({ kernels: native, mask, labels, connectivity, peer }));
      rows.push(measure({ kernels: makeTwinKernels('asked for'), mask, labels, connectivity, peer }));
    }
    return { kind: 'rows', rows };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function measure(options: {
  readonly kernels: Kernels;
  readonly mask: Uint8Array;
  readonly labels: Uint32Array;
  readonly connectivity: 6 | 26;
  readonly peer: PeerResult;
}): BenchRow {
  const { kernels, mask, labels, connectivity, peer } = options;
  const theirs = peer.connectivities[connectivity];
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    const count = kernels.label({ mask, dims, connectivity, labels });
    times.push(performance.now() - start);
    if (repeat > 0) continue;
    const isSame =
      count === theirs.count && createHash('sha256').update(labels).digest('hex') === theirs.sha256;
    if (!isSame) throw new Error(`the labels of the ${kernels.engine} differ from those of scikit-image`);
  }
  const ms = Math.min(...times);
  return {
    what: `3-D labelling, ${connectivity}-connected, ${theirs.count} components: ${kernels.engine}`,
    ours: `${ms.toFixed(0)} ms`,
    peer: `scikit-image ${peer.version}: ${theirs.ms.toFixed(0)} ms`,
    ratio: theirs.ms / ms,
    wanted: kernels.engine === 'native' ? 2 : 1 / 3,
  };
}
