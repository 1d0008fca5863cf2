import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../ports/clock.ts';
import type { AppFiles, ElectronParts, ProcessFacts } from './electronParts.ts';
import { smoke, smokePageOf } from './smoke.ts';
import { startApp } from './startApp.ts';

/**
 * `--smoke`: starts the whole app on a fresh folder of its own, lets it check itself, prints one JSON line and ends with
 * 0 or 1. The reader's own library and settings are not touched. Must be called before the app is ready.
 */
export async function runSmoke(options: {
  readonly electron: ElectronParts;
  readonly files: AppFiles;
  readonly facts: ProcessFacts;
}): Promise<void> {
  const { electron, files, facts } = options;
  const { app } = electron;
  const folder = mkdtempSync(join(tmpdir(), 'axial-smoke-'));
  app.setPath('userData', folder);
  app.setPath('sessionData', folder);
  let ok = false;
  try {
    const running = await startApp({ electron, files, facts, args: [], alone: true });
    if (running !== null) {
      const report = await smoke({
        host: running.host,
        page: smokePageOf(running.main),
        samplePath: files.sampleFolder,
        clock: systemClock,
        wait: (ms) => wait(ms),
        versions: {
          axial: app.getVersion(),
          electron: facts.versions['electron'] ?? '',
          chrome: facts.versions['chrome'] ?? '',
          node: facts.versions['node'] ?? '',
        },
      });
      ({ ok } = report);
      facts.writeOut(`${JSON.stringify(report)}\n`);
      await running.host.stop();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'failed';
    facts.writeOut(`${JSON.stringify({ ok: false, checks: [], error: message })}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    app.exit(ok ? 0 : 1);
  }
}
