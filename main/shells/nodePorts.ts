import process from 'node:process';
import { systemClock, type Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import { lineLogger, type Logger, type LogLevel } from '../ports/logger.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import { nodeProcesses } from '../ports/nodeProcesses.ts';
import type { Processes } from '../ports/processes.ts';
import { noSecrets, type Secrets } from '../ports/secrets.ts';

/** What the services stand on in plain Node. */
export interface NodePorts {
  readonly clock: Clock;
  readonly files: Files;
  readonly logger: Logger;
  readonly processes: Processes;
  readonly secrets: Secrets;
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Ports of the command line and the loopback shell. Logs go to stderr, from the level of AXIAL_LOG on (`warn`). */
export function nodePorts(): NodePorts {
  const level = levels.find((name) => name === process.env['AXIAL_LOG']) ?? 'warn';
  return {
    clock: systemClock,
    files: nodeFiles,
    logger: lineLogger((line) => process.stderr.write(line), level),
    processes: nodeProcesses,
    secrets: noSecrets('This shell has no keyring: the library opens with its passphrase.'),
  };
}
