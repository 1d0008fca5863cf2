import { describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../../main/domain/failure.ts';
import type { Connection } from '../../client/connection.ts';
import { uploadFiles } from './uploadFiles.ts';
import { walkEntries } from './walkEntries.ts';

const fileEntry = (fullPath: string): FileSystemEntry =>
  ({
    isFile: true,
    isDirectory: false,
    fullPath,
    file: (take: (file: File) => void) => take(new File(['x'], fullPath)),
  }) as unknown as FileSystemEntry;

/** Hands out its children in portions, as browsers do. */
const folderEntry = (fullPath: string, children: readonly FileSystemEntry[]): FileSystemEntry => {
  const portions = [children.slice(0, 2), children.slice(2), []];
  return {
    isFile: false,
    isDirectory: true,
    fullPath,
    createReader: () => ({
      readEntries: (take: (some: readonly FileSystemEntry[]) => void) => take(portions.shift() ?? []),
    }),
  } as unknown as FileSystemEntry;
};

describe('a drop', () => {
  it('is walked to its last file, folder by folder and portion by portion', async () => {
    const entries = [
      folderEntry('/cd', [
        fileEntry('/cd/1'),
        folderEntry('/cd/series', [fileEntry('/cd/series/a')]),
        fileEntry('/cd/3'),
      ]),
      fileEntry('/alone'),
    ];
    const found = await walkEntries(entries);
    expect(found.map(({ path }) => path)).toEqual(['cd/1', 'cd/series/a', 'cd/3', 'alone']);
  });
});

describe('an upload', () => {
  const connectionThat = (send: (url: string) => Response) => {
    const called: string[] = [];
    const call = (name: string): Promise<Result<unknown>> => {
      called.push(name);
      if (name === 'import.beginUpload') {
        return Promise.resolve(succeed({ uploadId: 'u', url: '/bytes/upload/u', jobId: 'j' }));
      }
      return Promise.resolve(name === 'import.finishUpload' ? succeed({}) : fail('NOT_FOUND'));
    };
    const connection = {
      call,
      send: (url: string) => {
        called.push(url);
        return Promise.resolve(send(url));
      },
    } as unknown as Connection;
    return { connection, called };
  };
  const files = ['a', 'b/c', 'd'].map((path) => ({ path, file: new File(['x'], path) }));

  it('sends every file once under its own name and then starts the import', async () => {
    const { connection, called } = connectionThat(() => new Response('{}'));
    expect(await uploadFiles(connection, files)).toEqual(succeed({ jobId: 'j' }));
    expect(called.filter((one) => one.startsWith('/bytes')).toSorted()).toEqual([
      '/bytes/upload/u/a',
      '/bytes/upload/u/b%2Fc',
      '/bytes/upload/u/d',
    ]);
    expect(called.at(-1)).toBe('import.finishUpload');
  });

  it('stops at a refusal, says its code, and cancels the job', async () => {
    const full = { code: 'DISK_FULL', message: 'full', details: {} };
    const { connection, called } = connectionThat(
      () => new Response(JSON.stringify({ error: full }), { status: 507 }),
    );
    expect(await uploadFiles(connection, files)).toEqual({ ok: false, failure: full });
    expect(called.at(-1)).toBe('jobs.cancel');
    expect(called).not.toContain('import.finishUpload');
  });
});
