import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noSecrets } from '../ports/secrets.ts';
import { createServices, type Services } from '../services.ts';
import type { NodePorts } from './nodePorts.ts';
import { samplePaths } from './samplePaths.ts';

/** Where the built page lies. */
export const pageFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/renderer' : '../../renderer', import.meta.url),
);

/** Whether the page was built. */
export function pageIsBuilt(): boolean {
  return existsSync(join(pageFolder, 'index.html'));
}

/** The services of a loopback shell over a library's folder. */
export function loopbackServices(
  libraryDir: string,
  options: { readonly ports: NodePorts; readonly sample: boolean },
): Services {
  return createServices({
    ...options.ports,
    libraryDir,
    settingsDir: dirname(libraryDir),
    secrets: noSecrets('The loopback shell has no keyring; it opens the library by passphrase.'),
    shell: 'loopback',
    decoders: Math.max(2, availableParallelism()),
    samplePaths: options.sample ? samplePaths() : [],
  });
}
