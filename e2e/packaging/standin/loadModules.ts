import { isBuiltin, registerHooks } from 'node:module';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fs from 'node:fs';
import type { Archive } from './archive.ts';

type Exports = string | null | readonly Exports[] | { readonly [condition: string]: Exports };

interface Manifest {
  readonly name?: string;
  readonly type?: string;
  readonly main?: string;
  readonly exports?: Exports;
  readonly imports?: Exports;
}

const electronModules: ReadonlySet<string> = new Set([
  'electron',
  'electron/main',
  'electron/common',
  'electron/utility',
]);

/**
 * Finds and loads modules inside the archive. What is asked for from inside must be found inside: nothing of the
 * checkout around it is reached, so that a package that was not packed is missing. `electron` is the stand-in's own.
 */
export function loadModules(archive: Archive, electronUrl: string): void {
  const isInside = (path: string): boolean => archive.entry(path) !== undefined;
  const isFile = (path: string): boolean => {
    const entry = archive.entry(path);
    return entry !== undefined && entry !== null && entry.kind !== 'folder';
  };

  const manifestOf = (folder: string): Manifest | null => {
    const path = join(folder, 'package.json');
    return isFile(path) ? (JSON.parse(fs.readFileSync(path, 'utf8')) as Manifest) : null;
  };

  const asFile = (path: string): string | null =>
    [path, `${path}.js`, `${path}.json`, `${path}.cjs`, `${path}.node`, join(path, 'index.js')].find(
      isFile,
    ) ?? null;

  const fromPackage = (folder: string, subpath: string, conditions: ReadonlySet<string>): string | null => {
    const manifest = manifestOf(folder);
    if (manifest?.exports !== undefined) {
      const target = exported(manifest.exports, subpath, conditions);
      return target === null ? null : join(folder, target);
    }
    if (subpath !== '.') return asFile(join(folder, subpath));
    return asFile(join(folder, manifest?.main ?? 'index.js')) ?? asFile(join(folder, 'index.js'));
  };

  const find = (specifier: string, parent: string, conditions: ReadonlySet<string>): string | null => {
    if (specifier.startsWith('file:')) return asFile(fileURLToPath(specifier));
    if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..') {
      const path = resolve(dirname(parent), specifier);
      return asFile(path) ?? (manifestOf(path) === null ? null : fromPackage(path, '.', conditions));
    }
    const [, name = specifier, rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
    for (let folder = dirname(parent); isInside(folder); folder = dirname(folder)) {
      const manifest = manifestOf(folder);
      if (manifest?.name === name && manifest.exports !== undefined)
        return fromPackage(folder, `.${rest}`, conditions);
      const candidate = join(folder, 'node_modules', ...name.split('/'));
      if (archive.entry(candidate)?.kind === 'folder')
        return fromPackage(candidate, rest === '' ? '.' : `.${rest}`, conditions);
    }
    return null;
  };

  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (electronModules.has(specifier)) return nextResolve(electronUrl, context);
      const parent = context.parentURL?.startsWith('file:') === true ? fileURLToPath(context.parentURL) : '';
      const asked = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
      if (isBuiltin(specifier) || (!isInside(parent) && !isInside(asked)))
        return nextResolve(specifier, context);
      const found = find(specifier, parent, new Set([...context.conditions, 'default']));
      if (found === null) {
        throw Object.assign(new Error(`Cannot find module '${specifier}' from ${parent}`), {
          code: 'MODULE_NOT_FOUND',
        });
      }
      return { url: pathToFileURL(found).href, shortCircuit: true };
    },
    load(url, context, nextLoad) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : '';
      if (!isInside(path)) return nextLoad(url, context);
      if (path.endsWith('.node')) {
        const source = `process.dlopen(module, ${JSON.stringify(path)});`;
        return { format: 'commonjs', source, shortCircuit: true };
      }
      return {
        format: formatOf(path, manifestOf, isInside),
        source: fs.readFileSync(path),
        shortCircuit: true,
      };
    },
  });

  // `require.resolve` and `createRequire(...).resolve` do not pass the hooks.
  const internals = Module as unknown as {
    _resolveFilename(request: string, parent: { filename?: string } | undefined, ...rest: unknown[]): string;
  };
  const resolveFilename = internals._resolveFilename.bind(internals);
  internals._resolveFilename = (request, parent, ...rest) => {
    const from = parent?.filename ?? '';
    if (isBuiltin(request) || !isInside(from)) return resolveFilename(request, parent, ...rest);
    const found = find(request, from, new Set(['node', 'require', 'default']));
    if (found === null)
      throw Object.assign(new Error(`Cannot find module '${request}' from ${from}`), {
        code: 'MODULE_NOT_FOUND',
      });
    return found;
  };
}

function formatOf(
  path: string,
  manifestOf: (folder: string) => Manifest | null,
  isInside: (path: string) => boolean,
): 'module' | 'commonjs' | 'json' {
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.mjs')) return 'module';
  if (path.endsWith('.cjs')) return 'commonjs';
  for (let folder = dirname(path); isInside(folder); folder = dirname(folder)) {
    const manifest = manifestOf(folder);
    if (manifest !== null) return manifest.type === 'module' ? 'module' : 'commonjs';
  }
  return 'commonjs';
}

/** Node's rules for `exports`: conditions in the order of the manifest, patterns with one star. */
function exported(exports: Exports, subpath: string, conditions: ReadonlySet<string>): string | null {
  const isMap =
    typeof exports === 'object' &&
    exports !== null &&
    !Array.isArray(exports) &&
    Object.keys(exports).some((key) => key.startsWith('.'));
  const map = (isMap ? exports : { '.': exports }) as Readonly<Record<string, Exports>>;
  const exact = map[subpath];
  if (exact !== undefined) return pick(exact, conditions, '');
  for (const [pattern, target] of Object.entries(map)) {
    const [before = '', after] = pattern.split('*');
    if (after === undefined || !subpath.startsWith(before) || !subpath.endsWith(after)) continue;
    return pick(target, conditions, subpath.slice(before.length, subpath.length - after.length));
  }
  return null;
}

function pick(target: Exports, conditions: ReadonlySet<string>, star: string): string | null {
  if (target === null) return null;
  if (typeof target === 'string') return target.replaceAll('*', star);
  if (Array.isArray(target)) {
    return (
      (target as readonly Exports[])
        .map((each) => pick(each, conditions, star))
        .find((each) => each !== null) ?? null
    );
  }
  for (const [condition, inner] of Object.entries(target)) {
    if (!conditions.has(condition)) continue;
    const found = pick(inner, conditions, star);
    if (found !== null) return found;
  }
  return null;
}
