import type { Processes } from '../../ports/processes.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { utilityProcesses } from './childProcesses.ts';
import type { AppFiles, ElectronParts, ProcessFacts } from './electronParts.ts';
import { applySwitches } from './switches.ts';
import { watchAppMemory } from './memoryWatch.ts';
import { keyringSecrets } from './secrets.ts';

/** The command line, with the ports that only this shell can give; answers the exit status. */
export type AppCommandLine = (
  args: readonly string[],
  ports: { readonly processes: Processes; readonly secrets: Secrets },
) => Promise<number>;

/**
 * `axial --cli ...`: the command line inside the packed app. No window, no page, no other instance is asked; the
 * services run in this very process, their children in utility processes. The app has to become ready first, for only
 * then can children be started and the keyring be asked: on Linux the wrapper gives it the headless platform.
 */
export async function runCommandLineInApp(
  electron: Pick<ElectronParts, 'app' | 'utilityProcess' | 'MessageChannelMain' | 'safeStorage'>,
  options: {
    readonly files: Pick<AppFiles, 'childEntryFile'>;
    readonly facts: Pick<ProcessFacts, 'platform'>;
    readonly args: readonly string[];
    readonly run: AppCommandLine;
  },
): Promise<void> {
  const { app } = electron;
  const { files, facts, args, run } = options;
  app.enableSandbox();
  applySwitches(app.commandLine);
  app.disableHardwareAcceleration();
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  app.dock?.hide();
  const processes = utilityProcesses(electron, {
    childEntryFile: files.childEntryFile,
    memory: watchAppMemory(app),
  });
  const secrets = await keyringSecrets(electron.safeStorage, facts.platform);
  app.exit(await run(args, { processes, secrets }));
}
