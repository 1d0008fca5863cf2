import process from 'node:process';
import packageJson from '../../../package.json' with { type: 'json' };
import { commands } from './commands/index.ts';
import { runCommandLine } from './runCommandLine.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  commands,
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
