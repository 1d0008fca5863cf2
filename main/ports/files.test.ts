import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../library/testLibrary.ts';
import { asFileError } from './fileFailure.ts';
import { faultyFiles } from './faultyFiles.ts';
import { nodeFiles } from './nodeFiles.ts';
import { mountOf, sortVolume } from './volumeKind.ts';
import { makeFolderDurably, writeDurably } from './writeDurably.ts';

const text = (path: string): string => readFileSync(path, 'utf8');

describe('the real file system', () => {
  test('writes parts one after another and reads any range', async () => {
    const path = join(temporaryFolder(), 'a');
    const file = await nodeFiles.open(path, 'create');
    await file.write([Buffer.from('one'), Buffer.alloc(0), Buffer.from('two')]);
    await file.write([Buffer.from('three')]);
    await file.write([Buffer.from('ONE')], 0);
    await file.write([Buffer.from('!')]);
    const target = Buffer.alloc(20);
    expect(await file.read(target, 3)).toBe(9);
    expect(target.toString('latin1', 0, 9)).toBe('twothree!');
    expect(await file.size()).toBe(12);
    await file.close();
    await expect(nodeFiles.open(path, 'create')).rejects.toMatchObject({ code: 'EEXIST' });
    const more = await nodeFiles.open(path, 'append');
    await more.write([Buffer.from('?')]);
    await more.close();
    expect(text(path)).toBe('ONEtwothree!?');
  });

  test('says what is there and follows no links', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'b'), 'x');
    symlinkSync(join(dir, 'b'), join(dir, 'a'));
    await nodeFiles.makeFolder(join(dir, 'c', 'd'));
    expect(await nodeFiles.list(dir)).toEqual([
      { name: 'a', kind: 'other' },
      { name: 'b', kind: 'file' },
      { name: 'c', kind: 'folder' },
    ]);
    expect(await nodeFiles.list(join(dir, 'none'))).toEqual([]);
    expect(await nodeFiles.stat(join(dir, 'none'))).toBeNull();
    expect(nodeFiles.statSync(join(dir, 'b'))).toMatchObject({ kind: 'file', sizeBytes: 1 });
    expect((await nodeFiles.space(join(dir, 'not', 'yet'))).freeBytes).toBeGreaterThan(0);
    expect((await nodeFiles.volumeKind(join(dir, 'not', 'yet'))).name).not.toBe('');
  });
});

describe('a file system’s name', () => {
  test('is found at the longest mount point, the last where they lie on one another', () => {
    const mounts = [
      '/dev/a / ext4 rw 0 0',
      'server:/x /mnt/share nfs4 rw 0 0',
      '/dev/b /mnt/share/usb\\040stick vfat rw 0 0',
      '/dev/c /data ext4 rw 0 0',
      'none /data fuse.sshfs rw 0 0',
    ].join('\n');
    expect(mountOf(mounts, '/home/x')).toBe('ext4');
    expect(mountOf(mounts, '/mnt/share')).toBe('nfs4');
    expect(mountOf(mounts, '/mnt/shared')).toBe('ext4');
    expect(mountOf(mounts, '/mnt/share/usb stick/library')).toBe('vfat');
    expect(mountOf(mounts, '/data/library')).toBe('fuse.sshfs');
    expect(mountOf('', '/')).toBeNull();
  });

  test('sorts into local, network and unsafe', () => {
    const kinds = (names: readonly string[]) => names.map((name) => sortVolume(name).kind);
    expect(new Set(kinds(['nfs', 'nfs4', 'cifs', 'smb3', 'fuse.sshfs', '9p', 'ceph', 'vboxsf']))).toEqual(
      new Set(['network']),
    );
    expect(new Set(kinds(['vfat', 'msdos', 'exfat']))).toEqual(new Set(['unsafe']));
    expect(new Set(kinds(['ext4', 'xfs', 'btrfs', 'zfs', 'tmpfs', 'overlay', 'ntfs3', 'fuseblk']))).toEqual(
      new Set(['local']),
    );
  });
});

test('system codes become failures that name no path', () => {
  const error = Object.assign(new Error('ENOSPC: no space, write /home/wang/x'), { code: 'ENOSPC' });
  expect(asFileError(error)).toMatchObject({ failure: { code: 'DISK_FULL', details: { system: 'ENOSPC' } } });
  expect(JSON.stringify((asFileError(error) as { failure: unknown }).failure)).not.toContain('wang');
  const other = new Error('x');
  expect(asFileError(other)).toBe(other);
});

describe('a durable write', () => {
  test('leaves the old file or the new one, whole, wherever the power goes', async () => {
    for (let at = 1; at <= 7; at += 1) {
      for (const chance of [0, 0.3, 0.7, 0.99]) {
        const dir = temporaryFolder();
        const path = join(dir, 'a');
        writeFileSync(path, 'old');
        const files = faultyFiles({ shadow: `${dir}.shadow`, random: () => chance });
        files.losePowerAt(at);
        const done = await writeDurably(files, path, Buffer.from('new')).then(
          () => true,
          () => false,
        );
        await files.settle();
        expect(done ? ['new'] : ['old', 'new']).toContain(text(path));
      }
    }
  });

  test('leaves no temporary file when the disk is full', async () => {
    const dir = temporaryFolder();
    const files = faultyFiles({ shadow: `${dir}.shadow`, random: Math.random });
    files.failFrom({ operation: 'write', count: 1, code: 'ENOSPC' });
    await expect(writeDurably(files, join(dir, 'a'), Buffer.from('x'))).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('the double that loses power', () => {
  const lossy = () => {
    const dir = temporaryFolder();
    return { dir, files: faultyFiles({ shadow: `${dir}.shadow`, random: () => 0.99 }) };
  };

  test('forgets what was not fsynced, and keeps what was', async () => {
    const { dir, files } = lossy();
    const write = async (name: string, synced: boolean): Promise<void> => {
      const file = await files.open(join(dir, name), 'create');
      await file.write([Buffer.from('content')]);
      if (synced) await file.sync();
      await file.close();
    };
    await write('kept', true);
    await write('emptied', false);
    await files.syncFolder(dir);
    await write('gone', true);
    await files.rename(join(dir, 'kept'), join(dir, 'renamed'));
    await files.remove(join(dir, 'emptied'));
    await makeFolderDurably(files, join(dir, 'folder'));
    await files.makeFolder(join(dir, 'folder', 'inner'));
    expect(readdirSync(dir).toSorted()).toEqual(['folder', 'gone', 'renamed']);
    await files.settle();
    // The durable folder made its parent’s entries durable with it: gone, renamed and the removal too.
    expect(readdirSync(dir).toSorted()).toEqual(['folder', 'gone', 'renamed']);
    expect(existsSync(join(dir, 'folder', 'inner'))).toBe(false);
    await expect(files.readFile(join(dir, 'renamed'))).rejects.toMatchObject({ code: 'EIO' });
  });

  test('puts back what an unsynced rename replaced, and the name that it had', async () => {
    const { dir, files } = lossy();
    await writeDurably(files, join(dir, 'a'), Buffer.from('old'));
    await writeDurably(files, join(dir, 'b'), Buffer.from('new'));
    await files.rename(join(dir, 'b'), join(dir, 'a'));
    expect(text(join(dir, 'a'))).toBe('new');
    await files.settle();
    expect([text(join(dir, 'a')), text(join(dir, 'b'))]).toEqual(['old', 'new']);
  });
});
