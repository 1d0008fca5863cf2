import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolders } from './makeFolders.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axial-folders-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('making folders', () => {
  it('makes missing parents, also twice and side by side', async () => {
    const deep = join(folder, 'a', 'b', 'c');
    await Promise.all([makeFolders(deep), makeFolders(deep), makeFolders(join(folder, 'a', 'x'))]);
    expect((await stat(deep)).isDirectory()).toBe(true);
  });

  it('says so where a file is in the way', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(makeFolders(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolders(join(folder, 'file', 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.runIf(existsSync('/proc/self'))('ends where the system never lets a folder be made', async () => {
    await expect(makeFolders('/proc/nowhere/below')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
