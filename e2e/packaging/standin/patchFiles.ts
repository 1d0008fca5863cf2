import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Archive, ArchiveEntry } from './archive.ts';

type Patched = Record<string, (...values: unknown[]) => unknown>;

/**
 * Lets `fs` read inside the archive as Electron's own patch does: whole files, status, folders, opening (a copy outside
 * the archive), and native modules by their unpacked file only. Writing is not patched: the archive is a file, so that a
 * path below it fails.
 */
export function patchFiles(archive: Archive): void {
  const sync = fs as unknown as Patched;
  const promises = fs.promises as unknown as Patched;
  const real: Patched = { ...sync };
  const realPromises: Patched = { ...promises };
  const find = (path: unknown): ArchiveEntry | null | undefined => {
    const text =
      typeof path === 'string'
        ? path
        : path instanceof URL && path.protocol === 'file:'
          ? fileURLToPath(path)
          : null;
    return text === null ? undefined : archive.entry(resolve(text));
  };
  const missing = (call: string, path: unknown): Error =>
    Object.assign(new Error(`ENOENT, ${call} ${String(path)} not found in the archive`), {
      code: 'ENOENT',
      errno: -2,
    });

  const read = (path: unknown, options: unknown): unknown => {
    const entry = find(path);
    if (entry === undefined) return real['readFileSync']?.(path, options);
    if (entry === null) throw missing('open', path);
    if (entry.kind === 'folder') throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
    const bytes = entry.kind === 'packed' ? entry.read() : (real['readFileSync']?.(entry.path) as Buffer);
    const encoding =
      typeof options === 'string' ? options : (options as { encoding?: string } | undefined)?.encoding;
    return encoding === undefined || encoding === null ? bytes : bytes.toString(encoding as BufferEncoding);
  };
  const stat =
    (call: string) =>
    (path: unknown, options: unknown): unknown => {
      const entry = find(path);
      if (entry === undefined) return real[call]?.(path, options);
      if (entry === null) {
        if ((options as { throwIfNoEntry?: boolean } | undefined)?.throwIfNoEntry === false) return undefined;
        throw missing('stat', path);
      }
      const base = real['statSync']?.(archive.path) as fs.Stats;
      const folder = entry.kind === 'folder';
      return Object.assign(Object.create(fs.Stats.prototype) as object, base, {
        size: folder ? 0 : entry.sizeBytes,
        mode: (folder ? 0o040000 : 0o100000) | 0o555,
      });
    };
  const list = (path: unknown, options: unknown): unknown => {
    const entry = find(path);
    if (entry === undefined) return real['readdirSync']?.(path, options);
    if (entry === null) throw missing('scandir', path);
    if (entry.kind !== 'folder') throw Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' });
    if ((options as { withFileTypes?: boolean } | undefined)?.withFileTypes !== true) return [...entry.names];
    return entry.names.map((name) => {
      const isFolder = find(join(String(path), name))?.kind === 'folder';
      return {
        name,
        parentPath: String(path),
        isFile: () => !isFolder,
        isDirectory: () => isFolder,
        isSymbolicLink: () => false,
      };
    });
  };
  let copies = 0;
  const openable = (path: unknown): unknown => {
    const entry = find(path);
    if (entry === undefined) return path;
    if (entry === null) throw missing('open', path);
    if (entry.kind === 'unpacked') return entry.path;
    if (entry.kind === 'folder') throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
    copies += 1;
    const copy = join(tmpdir(), `axial-standin-${process.pid}-${copies}`);
    real['writeFileSync']?.(copy, entry.read());
    process.once('exit', () => real['rmSync']?.(copy, { force: true }));
    return copy;
  };

  sync['readFileSync'] = read;
  sync['statSync'] = stat('statSync');
  sync['lstatSync'] = stat('lstatSync');
  sync['readdirSync'] = list;
  sync['existsSync'] = (path) => {
    const entry = find(path);
    return entry === undefined ? real['existsSync']?.(path) : entry !== null;
  };
  sync['realpathSync'] = Object.assign(
    (path: unknown, options: unknown) =>
      find(path) === undefined ? real['realpathSync']?.(path, options) : resolve(String(path)),
    {
      native: (path: unknown) =>
        find(path) === undefined ? fs.realpathSync(String(path)) : resolve(String(path)),
    },
  );
  sync['accessSync'] = (path, mode) => {
    const entry = find(path);
    if (entry === undefined) return real['accessSync']?.(path, mode);
    if (entry === null) throw missing('access', path);
    return undefined;
  };
  sync['openSync'] = (path, ...rest) => real['openSync']?.(openable(path), ...rest);
  sync['open'] = (path, ...rest) => {
    const done = rest.at(-1) as (error: unknown) => void;
    let target: unknown;
    try {
      target = openable(path);
    } catch (error) {
      process.nextTick(done, error);
      return undefined;
    }
    return real['open']?.(target, ...rest);
  };
  promises['open'] = async (path, ...rest) => realPromises['open']?.(openable(path), ...rest);

  const asPromise = (name: string): void => {
    const call = sync[`${name}Sync`];
    promises[name] = async (path, options) => {
      if (find(path) === undefined) return realPromises[name]?.(path, options);
      return call?.(path, options);
    };
    const callback = real[name];
    sync[name] = (path, ...rest) => {
      if (find(path) === undefined) return callback?.(path, ...rest);
      const done = rest.at(-1) as (error: unknown, value?: unknown) => void;
      try {
        const value = call?.(path, rest.length > 1 ? rest[0] : undefined);
        process.nextTick(done, null, value);
      } catch (error) {
        process.nextTick(done, error);
      }
      return undefined;
    };
  };
  for (const name of ['readFile', 'stat', 'lstat', 'readdir', 'access', 'realpath']) asPromise(name);

  const loadNative = process.dlopen.bind(process);
  process.dlopen = (module: object, path: string, ...flags: [number?]): void => {
    const entry = find(path);
    if (entry === undefined) {
      loadNative(module, path, ...flags);
      return;
    }
    if (entry?.kind !== 'unpacked')
      throw new Error(`${path} is inside the archive: the system cannot load it`);
    loadNative(module, entry.path, ...flags);
  };
  syncBuiltinESMExports();
}
