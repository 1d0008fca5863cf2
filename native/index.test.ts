import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourcesHash, stampPath } from './binary.ts';
import { findKernels } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'axial-kernels-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeStamp = (sources: string | null): void =>
  writeFileSync(stampPath(folder), JSON.stringify({ file: 'kernels-0.node', sources, compiler: 'test' }));

describe('finding kernels', () => {
  it('takes the twins and says so where nothing was compiled', () => {
    expect(findKernels(folder)).toMatchObject({
      engine: 'twin',
      reason: expect.stringMatching(/not compiled/),
    });
  });

  it('takes the twins where the compiled file is older than its sources', () => {
    writeStamp('0000');
    expect(findKernels(folder)).toMatchObject({
      engine: 'twin',
      reason: expect.stringMatching(/older than their sources/),
    });
  });

  it('takes the twins where the compiled file does not load', () => {
    writeStamp(sourcesHash());
    writeFileSync(join(folder, 'kernels-0.node'), 'no shared object');
    expect(findKernels(folder)).toMatchObject({
      engine: 'twin',
      reason: expect.stringMatching(/do not load/),
    });
  });

  it('reads no stamp that names a file elsewhere', () => {
    writeFileSync(stampPath(folder), JSON.stringify({ file: '../x.node', sources: '', compiler: '' }));
    expect(findKernels(folder)).toMatchObject({
      engine: 'twin',
      reason: expect.stringMatching(/not compiled/),
    });
  });
});
