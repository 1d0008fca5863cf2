import process from 'node:process';
import packageJson from '../../../package.json' with { type: 'json' };
import type { NodePorts } from '../nodePorts.ts';
import { commands } from './commands/index.ts';
import { runCommandLine } from './runCommandLine.ts';

/**
 * Runs the command line on this process: its standard streams, its signals, AXIAL_PASSPHRASE. Answers the exit status.
 * `ports` are those of plain Node, or the packed app's.
 */
export async function runProcess(options: {
  readonly args: readonly string[];
  readonly ports: NodePorts;
}): Promise<number> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return runCommandLine({
    args: options.args,
    commands,
    ports: options.ports,
    passphrase: process.env['AXIAL_PASSPHRASE'] ?? null,
    version: packageJson.version,
    terminal: {
      out: (text) =>
        new Promise((resolve, reject) => {
          process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
        }),
      err: (text) => process.stderr.write(text),
      isInteractive: process.stderr.isTTY,
      signal: stop.signal,
    },
  });
}
