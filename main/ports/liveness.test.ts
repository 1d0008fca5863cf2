import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { markState, processMark } from './liveness.ts';

const changed = (at: number, to: string): string => processMark().split('-').with(at, to).join('-');

test('sees itself alive', () => {
  expect(markState(processMark())).toBe('alive');
  expect(markState(`${processMark()}-more`)).toBe('alive');
});

test('sees a process that ended, and whatever ran before the last boot, as dead', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  expect(markState(changed(3, String(pid)))).toBe('dead');
  expect(markState(changed(1, '00000000'))).toBe('dead');
});

test.runIf(process.platform === 'linux')('is not taken in by a process id that was given anew', () => {
  expect(markState(changed(4, '1'))).toBe('dead');
});

test('does not judge other machines, other namespaces, or what is no mark', () => {
  for (const mark of [changed(0, '00000000'), changed(2, '00000000'), 'nonsense', '', changed(3, '-1')]) {
    expect(markState(mark)).toBe('unknown');
  }
});
