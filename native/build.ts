import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFolder, napiVersion, readStamp, sourceFolder, sourcesHash, stampPath } from './binary.ts';
import { findKernels } from './index.ts';

export type BuildOutcome =
  | { readonly kind: 'built' | 'cached'; readonly file: string }
  /** Nothing is lost but speed: the twins serve. `reason` is one sentence for people. */
  | { readonly kind: 'absent'; readonly reason: string };

/**
 * Compiles the kernels unless the present sources were compiled here before. Fetches nothing; takes some 10 s the first
 * time and 20 ms later. Two builds at once are safe: each writes its own file and renames it.
 */
export function ensureKernels(folder: string = buildFolder): BuildOutcome {
  const compiler = findCompiler();
  if (compiler === null) return { kind: 'absent', reason: 'there is no C++ compiler (c++, g++ or clang++)' };
  const headers = headerFolder();
  if (headers === null)
    return { kind: 'absent', reason: 'the npm package node-api-headers is not installed' };
  if (process.platform === 'win32' && !/mingw/i.test(compiler.version)) {
    return { kind: 'absent', reason: 'on Windows only the MinGW compiler can link against Node here' };
  }
  const sources = sourcesHash();
  if (sources === null) return { kind: 'absent', reason: 'the C++ sources were not shipped' };
  const key = [
    sources,
    compiler.version,
    flags.join(' '),
    `napi${napiVersion}`,
    process.platform,
    process.arch,
  ];
  const file = `kernels-${createHash('sha256').update(key.join('\n')).digest('hex').slice(0, 16)}.node`;
  if (readStamp(folder)?.file === file && existsSync(join(folder, file))) return { kind: 'cached', file };

  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `${randomBytes(6).toString('hex')}.tmp.node`);
  const run = spawnSync(compiler.path, compileArguments(headers, temporary, folder), { encoding: 'utf8' });
  if (run.status !== 0) {
    rmSync(temporary, { force: true });
    const said = run.stderr.trim().split('\n').slice(0, 4).join('; ');
    return { kind: 'absent', reason: `the compiler refused: ${said}` };
  }
  renameSync(temporary, join(folder, file));
  const stamp = `${stampPath(folder)}.${randomBytes(6).toString('hex')}`;
  writeFileSync(stamp, JSON.stringify({ file, sources, compiler: compiler.version }, null, 2));
  renameSync(stamp, stampPath(folder));
  return { kind: 'built', file };
}

/** No contraction of a * b + c: the distance must round as the twin does. */
const flags = [
  '-std=c++17',
  '-O3',
  '-fPIC',
  '-shared',
  '-pthread',
  '-ffp-contract=off',
  '-fvisibility=hidden',
];

function compileArguments(headers: string, output: string, folder: string): readonly string[] {
  return [
    ...flags,
    `-I${headers}`,
    join(sourceFolder, 'addon.cpp'),
    '-o',
    output,
    // Node's own symbols are found when the module is loaded.
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
    ...(process.platform === 'win32' ? ['-static', windowsImportLibrary(folder)] : []),
  ];
}

/** MinGW needs an import library of the symbols in node.exe: made from the definition file of node-api-headers. */
function windowsImportLibrary(folder: string): string {
  const definitions = createRequire(import.meta.url).resolve('node-api-headers/def/node_api.def');
  const library = join(folder, 'node_api.lib');
  spawnSync('dlltool', ['-d', definitions, '-D', 'node.exe', '-l', library]);
  return library;
}

function findCompiler(): { readonly path: string; readonly version: string } | null {
  const asked = process.env['CXX'];
  for (const path of asked === undefined ? ['c++', 'g++', 'clang++'] : [asked]) {
    const run = spawnSync(path, ['--version'], { encoding: 'utf8' });
    const version = run.status === 0 ? run.stdout.split('\n')[0]?.trim() : undefined;
    if (version !== undefined) return { path, version };
  }
  return null;
}

function headerFolder(): string | null {
  try {
    const folder = join(
      createRequire(import.meta.url).resolve('node-api-headers/package.json'),
      '..',
      'include',
    );
    return existsSync(join(folder, 'node_api.h')) ? folder : null;
  } catch {
    return null;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const outcome = ensureKernels();
  const said =
    outcome.kind === 'absent' ? `not compiled: ${outcome.reason}` : `${outcome.kind} ${outcome.file}`;
  const kernels = findKernels();
  process.stderr.write(`kernels: ${said}; ${kernels.engine} in use (${kernels.reason})\n`);
}
