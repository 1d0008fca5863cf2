import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { nodePorts } from '../nodePorts.ts';
import { createServices } from '../../services.ts';
import { serveMainProcess } from './serviceEntry.ts';
import { startedServices } from './startedServices.ts';

// Entry of the services' process: thin, as nothing in it can be tested without Electron.
serveMainProcess({
  parentPort: process.parentPort,
  pageFolder: fileURLToPath(new URL('../../../renderer', import.meta.url)),
  exit: (code) => process.exit(code),
  create: (start, ports) =>
    startedServices(
      createServices({
        ...nodePorts(),
        ...ports,
        libraryDir: start.libraryFolder,
        settingsDir: start.settingsFolder,
        samplePaths: [start.sampleFolder],
        shell: 'electron',
        decoders: Math.max(2, availableParallelism()),
      }),
      { passphrase: process.env['AXIAL_PASSPHRASE'] ?? null, logger: ports.logger },
    ),
});
