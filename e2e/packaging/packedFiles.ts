import { basename } from 'node:path';
import { getRawHeader, type DirectoryRecord } from '@electron/asar';

/** One file of the packed program. */
export interface PackedFile {
  /** Inside the archive, with slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly unpacked: boolean;
}

/** Every file that an archive holds or names as lying beside it. */
export function packedFiles(archive: string): readonly PackedFile[] {
  const files: PackedFile[] = [];
  const walk = (record: DirectoryRecord, path: string): void => {
    for (const [name, entry] of Object.entries(record.files)) {
      const own = path === '' ? name : `${path}/${name}`;
      if ('files' in entry) walk(entry, own);
      else {
        const { size, unpacked } = entry;
        files.push({ path: own, sizeBytes: size ?? 0, unpacked });
      }
    }
  };
  walk(getRawHeader(archive).header, '');
  return files;
}

/** What must not be in a packed program, and why. */
const unwanted: readonly (readonly [RegExp, string])[] = [
  [/^(?!dist\/|node_modules\/|package\.json$|LICENSE$)/, 'is neither built nor a package'],
  [/^dist\/.*\.tsx?$/, 'is source'],
  [/(?:^|\/)[^/]*\.(?:test|spec)\.[cm]?[jt]sx?$/, 'is a test'],
  [/^dist\/.*(?:^|\/)(?:testing|fixtures)\//, 'is for tests'],
  [/\.(?:map|d\.[cm]?ts)$/, 'is for developers'],
  [/^node_modules\/node-(?:bin-)?(?:linux|win|darwin)-/, 'is the Node of the source tree'],
  [/\.(?:dcm|pem|key|env)$/, 'is data'],
];

/**
 * What is wrong with the list: sentences, none where it is right. `development` are the names of packages that are not
 * for running.
 */
export function faultsOfPackage(
  files: readonly PackedFile[],
  development: readonly string[],
): readonly string[] {
  const byPattern = files.flatMap(({ path }) =>
    unwanted.filter(([pattern]) => pattern.test(path)).map(([, why]) => `${path} ${why}`),
  );
  const packages = new Set(files.map(({ path }) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]));
  const wrongPackages = development
    .filter((name) => packages.has(name))
    .map((name) => `the package ${name} is for development`);
  const natives = files
    .filter(({ path, unpacked }) => path.endsWith('.node') && !unpacked)
    .map(({ path }) => `${path} is inside the archive: the system cannot load it`);
  const missing = [
    'package.json',
    'dist/main/shells/electron/main.js',
    'dist/preload/bridge.cjs',
    'dist/renderer/index.html',
  ]
    .filter((path) => !files.some((file) => file.path === path))
    .map((path) => `${path} is missing`);
  return [...byPattern, ...wrongPackages, ...natives, ...missing];
}

/** Sizes by part, largest first: our folders, each package. */
export function sizesOfPackage(
  files: readonly PackedFile[],
): readonly { readonly part: string; readonly sizeBytes: number }[] {
  const sums = new Map<string, number>();
  for (const { path, sizeBytes } of files) {
    const part = /^(?:node_modules\/(?:@[^/]+\/)?[^/]+|dist\/[^/]+)/.exec(path)?.[0] ?? basename(path);
    sums.set(part, (sums.get(part) ?? 0) + sizeBytes);
  }
  return [...sums]
    .map(([part, sizeBytes]) => ({ part, sizeBytes }))
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes);
}
