import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../e2e/capabilities.ts';
import { unwrap } from './domain/failure.ts';
import { systemClock } from './ports/clock.ts';
import { silentLogger } from './ports/logger.ts';
import { nodeFiles } from './ports/nodeFiles.ts';
import { nodeProcesses } from './ports/nodeProcesses.ts';
import { noSecrets } from './ports/secrets.ts';
import { createServices, type Services } from './services.ts';
import type { CallInput, CallName, CallOutput } from '../preload/contract/contract.ts';

let folder: string;
let services: Services;

async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  return unwrap(await services.call(name, input)) as CallOutput<N>;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axial-services-shared-'));
  services = createServices({
    libraryDir: join(folder, 'library'),
    settingsDir: folder,
    files: nodeFiles,
    clock: systemClock,
    logger: silentLogger,
    processes: nodeProcesses,
    secrets: noSecrets('tests have no keyring'),
    shell: 'in-process',
    decoders: availableParallelism(),
    passphraseCost: { logN: 10, r: 8, p: 1 },
  });
  await services.start(null);
  await call('library.create', { passphrase: 'a passphrase for tests', userName: 'Reader One' });
  const imported = new Promise<void>((resolve) => {
    services.on('job.changed', (job) => {
      if (job.state === 'done') resolve();
    });
  });
  await call('import.start', { paths: [join(sharedFolder, 'data', 'dev', 'seg_ct_liver')] });
  await imported;
});

afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

describe('segmentations of other programs', () => {
  it('become proposals with every voxel that pydicom counts, once, and not where segments overlap', async () => {
    const { rows } = await call('worklist.search', {
      query: '',
      filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
      sort: { by: 'studyDate', descending: true },
      offset: 0,
      limit: 1,
    });
    const studyKey = rows[0]?.studyKey ?? '';
    const looks = await Promise.all([
      call('findings.list', { studyKey }),
      call('findings.list', { studyKey }),
    ]);
    const found = await call('findings.list', { studyKey });
    expect(looks.map(({ length }) => length <= 1)).toEqual([true, true]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      status: 'proposed',
      origin: { kind: 'algorithm', name: 'SlicerEditor' },
      content: { method: 'imported', segments: [{ label: 'Liver', voxels: 107_098 }] },
    });
  });
});
