import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '../../main/domain/failure.ts';
import { noSecrets } from '../../main/ports/secrets.ts';
import { createServices } from '../../main/services.ts';
import { nodePorts } from '../../main/shells/nodePorts.ts';
import { parseBytesUrl } from '../../preload/contract/bytes.ts';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/contract.ts';
import { madeCt } from '../services/madeCt.ts';
import type { BenchResult } from './row.ts';

const files = 2_000;
const rounds = 3;
const limitMs = 1_000;
const waitLimitMs = 60_000;

/**
 * A folder of 2,000 CT files that is chosen for import into a new library: time from the choice until the first image can
 * be read, as a window would: the worklist names the study, its series opens, and all bytes of a frame are there. The
 * import goes on meanwhile. Cold for the services; the files may still lie in the system's cache.
 */
export async function firstImageBench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'axial-bench-first-'));
  try {
    const source = join(folder, 'source');
    await mkdir(source);
    for (let index = 0; index < files; index += 1) {
      const place = { patient: 1, study: 1, series: Math.floor(index / 250), instance: index };
      await writeFile(join(source, `${String(index).padStart(6, '0')}.dcm`), madeCt(place, 512));
    }
    const found: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      found.push(await firstImageOf(source, join(folder, `round-${round}`)));
    }
    const firstMs = found.toSorted((first, second) => first - second)[rounds >> 1] ?? Infinity;
    return {
      kind: 'rows',
      rows: [
        {
          what: `first image of a folder of ${files} CT, median of ${rounds}`,
          ours: `${firstMs.toFixed(0)} ms, the import still running`,
          peer: `limit ${limitMs} ms`,
          ratio: limitMs / firstMs,
          wanted: 1,
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from the choice to the first whole image. */
async function firstImageOf(source: string, folder: string): Promise<number> {
  const services = createServices({
    ...nodePorts(),
    libraryDir: join(folder, 'library'),
    settingsDir: folder,
    secrets: noSecrets('A bench has no keyring.'),
    shell: 'in-process',
    decoders: 2,
  });
  const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> =>
    unwrap(await services.call(name, input)) as CallOutput<N>;
  try {
    await mkdir(folder);
    await services.start(null);
    await call('library.create', { passphrase: 'a passphrase for a bench', userName: 'bench' });
    let isOver = false;
    const changed = Promise.withResolvers<string>();
    services.on('job.changed', (job) => {
      isOver = job.state !== 'running' && job.state !== 'waiting';
    });
    services.on('catalog.changed', ({ studyKeys }) => {
      if (studyKeys[0] !== undefined) changed.resolve(studyKeys[0]);
    });
    const late = setTimeout(() => changed.reject(new Error('the import names no study')), waitLimitMs);
    const startedMs = performance.now();
    await call('import.start', { paths: [source] });
    const studyKey = await changed.promise;
    clearTimeout(late);
    const { series } = await call('study.get', { studyKey });
    const view = await call('series.open', { seriesKey: series[0]?.seriesKey ?? '' });
    const route = parseBytesUrl(view.stacks[0]?.frames[0]?.url ?? '');
    if (route === null) throw new Error('the series gives no address');
    const answer = unwrap(await services.readBytes(route, { signal: new AbortController().signal }));
    let bytes = 0;
    const body = answer.body instanceof Uint8Array ? [answer.body] : answer.body;
    for await (const piece of body) bytes += piece.byteLength;
    const firstMs = performance.now() - startedMs;
    if (bytes !== 512 * 512 * 2) throw new Error('the first image is not whole');
    if (isOver) throw new Error('the import was over before its first image');
    return firstMs;
  } finally {
    await services.close();
    await rm(folder, { recursive: true, force: true });
  }
}
