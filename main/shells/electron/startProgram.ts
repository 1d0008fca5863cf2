import { startApp } from './startApp.ts';
import { runCommandLineInApp, type AppCommandLine } from './commandLine.ts';
import type { AppFiles, ElectronParts, ProcessFacts } from './electronParts.ts';
import { runSmoke } from './smokeRun.ts';
import { startMode } from './startMode.ts';

/** What the process was started for: the window, the command line (`--cli`) or the self test (`--smoke`). */
export async function startProgram(options: {
  readonly electron: ElectronParts;
  readonly files: AppFiles;
  readonly facts: ProcessFacts;
  readonly commandLine: AppCommandLine;
}): Promise<void> {
  const { electron, files, facts, commandLine } = options;
  const mode = startMode(facts.argv, electron.app.isPackaged);
  switch (mode.kind) {
    case 'cli':
      await runCommandLineInApp(electron, { files, facts, args: mode.args, run: commandLine });
      return;
    case 'smoke':
      await runSmoke({ electron, files, facts });
      return;
    case 'window':
      await startApp({ electron, files, facts, args: mode.args });
  }
}
