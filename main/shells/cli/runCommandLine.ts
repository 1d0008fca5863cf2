import { AxialError, failureOf, makeFailure, type Failure } from '../../domain/failure.ts';
import { asFileError } from '../../ports/fileFailure.ts';
import { UsageError, type Command, type CommandOutput } from './command.ts';
import { helpText } from './help.ts';
import type { NodePorts } from '../nodePorts.ts';
import { parseCommandLine, type Parsed } from './parse.ts';

/** Where a run writes, and how it is stopped. */
export interface Terminal {
  /** Resolves when the text was taken; a closed pipe ends the run quietly. */
  out(text: string): Promise<void>;
  err(text: string): void;
  readonly isInteractive: boolean;
  readonly signal: AbortSignal;
}

/**
 * Runs one command and answers the exit status: 0 it finished, 1 it failed, 2 it was called wrongly.
 * With `--json` a failure is `{ "error": { "code", "message" } }` on standard output.
 */
export async function runCommandLine(options: {
  readonly args: readonly string[];
  readonly commands: readonly Command[];
  readonly passphrase: string | null;
  readonly version: string;
  readonly terminal: Terminal;
  readonly ports: NodePorts;
}): Promise<number> {
  const { args, commands, passphrase, version, terminal, ports } = options;
  const json = args.includes('--json');
  let parsed: Parsed;
  try {
    parsed = parseCommandLine(args, commands, passphrase);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await reportFailure(makeFailure('USAGE', error.message), json, terminal);
    return 2;
  }
  if (parsed.kind === 'version') {
    await terminal.out(json ? `${JSON.stringify({ version })}\n` : `${version}\n`);
    return 0;
  }
  if (parsed.kind === 'help') {
    const help = helpText(commands, parsed.command);
    await terminal.out(json ? `${JSON.stringify({ help })}\n` : help);
    return 0;
  }
  try {
    return await run(parsed, terminal, ports);
  } catch (error) {
    const usage = error instanceof UsageError;
    const failure = usage ? makeFailure('USAGE', error.message) : (systemFailure(error) ?? failureOf(error));
    if (failure.code === 'INTERNAL' && error instanceof Error)
      terminal.err(`${error.stack ?? error.message}\n`);
    await reportFailure(failure, json, terminal);
    return usage ? 2 : 1;
  }
}

/** What the system says of a path that the caller gave; null for anything else. */
function systemFailure(error: unknown): Failure | null {
  const told = asFileError(error);
  if (told instanceof AxialError) return told.failure;
  const { code, path } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException;
  const what = path ?? 'A path';
  if (code === 'ENOENT' || code === 'ENOTDIR') return makeFailure('FILE_NOT_FOUND', `${what} is not there.`);
  if (code === 'EISDIR' || code === 'EEXIST')
    return makeFailure('FILE_UNREADABLE', `${what} cannot be used.`);
  return null;
}

async function run(
  parsed: Extract<Parsed, { kind: 'run' }>,
  terminal: Terminal,
  ports: NodePorts,
): Promise<number> {
  const { command, operands, options, global } = parsed;
  let shown = false;
  const clear = (): void => {
    if (shown) terminal.err('\r\u001B[K');
    shown = false;
  };
  const result = await command.run({
    operands,
    options,
    global,
    ports,
    signal: terminal.signal,
    note(text) {
      clear();
      terminal.err(`${text}\n`);
    },
    progress(text) {
      if (!terminal.isInteractive) return;
      terminal.err(`\r\u001B[K${text}`);
      shown = true;
    },
  });
  clear();
  if (!result.ok) {
    await reportFailure(result.failure, global.json, terminal);
    return 1;
  }
  return write(result.value, global.json, terminal);
}

async function write(output: CommandOutput, json: boolean, terminal: Terminal): Promise<number> {
  if (output.kind === 'value') {
    await terminal.out(json ? `${JSON.stringify(output.value)}\n` : output.text);
    return output.status ?? 0;
  }
  for (;;) {
    const next = await output.lines.next();
    if (next.done === true) return next.value;
    await terminal.out(json ? `${JSON.stringify(next.value.value)}\n` : next.value.text);
  }
}

async function reportFailure(failure: Failure, json: boolean, terminal: Terminal): Promise<void> {
  const { code, message } = failure;
  if (json) await terminal.out(`${JSON.stringify({ error: { code, message } })}\n`);
  else terminal.err(`${message} (${code})\n`);
}
