import { dirname, join } from 'node:path';
import { systemClock } from '../../ports/clock.ts';
import { lineLogger } from '../../ports/logger.ts';
import type { AppFiles, ElectronParts, ProcessFacts } from './electronParts.ts';
import { logFile } from './logFile.ts';
import { watchAppMemory } from './memoryWatch.ts';
import { createProcessBroker } from './processBroker.ts';
import { keyringSecrets } from './secrets.ts';
import { startServicesHost, type ServicesHost, type ServicesHostOptions } from './servicesHost.ts';
import { addressMaker } from './socketServer.ts';

/** What of this process's environment the services may see: where folders lie, language, time, and what is ours. */
const passedVariables =
  /^(?:HOME|USERPROFILE|APPDATA|LOCALAPPDATA|XDG_[A-Z]+_HOME|LANG|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SystemRoot|AXIAL_[A-Z_]+)$/;

/** The environment of the services' process: everything else stays here. */
export function servicesEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => passedVariables.test(entry[0]) && entry[1] !== undefined,
    ),
  );
}

/** Starts the services of the app in a utility process. The app has to be ready. */
export async function startAppHost(
  electron: Pick<ElectronParts, 'app' | 'utilityProcess' | 'MessageChannelMain' | 'safeStorage'>,
  options: {
    readonly files: AppFiles;
    readonly facts: Pick<ProcessFacts, 'platform' | 'env'>;
    readonly libraryFolder: string;
  } & Pick<ServicesHostOptions, 'onEvent' | 'onRestarted' | 'onGivenUp' | 'choosePaths'>,
): Promise<ServicesHost> {
  const { app, utilityProcess, safeStorage } = electron;
  const { files, facts, libraryFolder, choosePaths, onEvent, onRestarted, onGivenUp } = options;
  const dataFolder = app.getPath('userData');
  const writeLog = logFile(join(dataFolder, 'logs', 'axial.log'));
  const memory = watchAppMemory(app);
  return startServicesHost({
    fork: () =>
      utilityProcess.fork(files.servicesEntryFile, [], {
        env: servicesEnvironment(facts.env),
        stdio: app.isPackaged ? 'ignore' : 'inherit',
        serviceName: 'Axial services',
        allowLoadingUnsignedLibraries: false,
        respondToAuthRequestsFromMainProcess: false,
      }),
    makeBroker: (tell) =>
      createProcessBroker(electron, {
        childEntryFile: files.childEntryFile,
        codeFolder: files.codeFolder,
        memory,
        tell,
      }),
    makeAddress: addressMaker({ temporaryFolder: app.getPath('temp'), platform: facts.platform }),
    start: { libraryFolder, settingsFolder: dirname(libraryFolder), sampleFolder: files.sampleFolder },
    secrets: await keyringSecrets(safeStorage, facts.platform),
    choosePaths,
    clock: systemClock,
    logger: lineLogger(writeLog),
    onLog: writeLog,
    onEvent,
    onRestarted,
    onGivenUp,
  });
}
