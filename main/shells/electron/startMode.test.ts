import { describe, expect, it } from 'vitest';
import { startMode } from './startMode.ts';

describe('what a start is for', () => {
  it('is the window, with the files to open', () => {
    expect(startMode(['/opt/axial', 'a.dcm'], true)).toEqual({ kind: 'window', args: ['a.dcm'] });
    expect(startMode(['electron', '.', 'a.dcm'], false)).toEqual({ kind: 'window', args: ['a.dcm'] });
  });

  it('is the command line, which owns everything behind --cli', () => {
    expect(
      startMode(['/opt/axial', '--ozone-platform=headless', '--cli', 'decode', '--smoke'], true),
    ).toEqual({
      kind: 'cli',
      args: ['decode', '--smoke'],
    });
  });

  it('is the self test', () => {
    expect(startMode(['/opt/axial', '--smoke'], true)).toEqual({ kind: 'smoke' });
  });
});
