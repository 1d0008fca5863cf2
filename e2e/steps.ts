import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');

/** One command of a run, named for people. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs steps in order and stops at the first that fails. Answers the exit status of the whole. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  for (const step of steps) {
    const started = performance.now();
    const status = await runStep(step);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stderr.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s)\n`);
    if (status !== 0) return status;
  }
  return 0;
}

function runStep(step: Step): Promise<number> {
  const [program, ...args] = step.command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...step.env,
        PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
      },
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
