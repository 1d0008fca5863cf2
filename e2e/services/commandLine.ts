import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const entry = join(import.meta.dirname, '..', '..', 'main', 'shells', 'cli', 'axial.mjs');

export interface CommandLineRun {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** The one JSON value of `--json`; throws where there is none. */
  json<T>(): T;
}

/** Runs `axial` as another program would: a process of its own, with its own environment. */
export function runAxial(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandLineRun> {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ status: code ?? 137, out, err, json: <T>() => JSON.parse(out) as T }),
    );
  });
}
