import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logFile } from './logFile.ts';

describe('the log', () => {
  it('is readable by this user alone', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'axial-log-')), 'logs', 'axial.log');
    logFile(file)('one\n');
    logFile(file)('two\n');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('stays small: it is turned over, and one older one is kept', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'axial-log-')), 'axial.log');
    const write = logFile(file);
    const line = `${'x'.repeat(1 << 16)}\n`;
    for (let turn = 0; turn < 50; turn += 1) write(line);
    expect(statSync(file).size).toBeLessThan(1.2 * (1 << 20));
    expect(statSync(`${file}.1`).size).toBeLessThan(1.2 * (1 << 20));
  });

  it('does not stop the program where it cannot be written', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'axial-log-')), 'no-folder');
    writeFileSync(file, '');
    logFile(join(file, 'axial.log'))('lost\n');
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});
