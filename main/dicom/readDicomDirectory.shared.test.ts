import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import type { DicomDirectory } from './dicomDirectory.ts';
import { parseDicom } from './parseDicom.ts';
import { readDicomDirectory } from './readDicomDirectory.ts';
import { devFile, devFolder } from './testing/manifest.ts';

const read = (path: string): DicomDirectory => unwrap(readDicomDirectory(unwrap(parseDicom(devFile(path)))));

function problemKinds(directory: DicomDirectory): readonly string[] {
  return [...new Set(directory.problems.map(({ kind }) => kind))].toSorted();
}

describe('readDicomDirectory', () => {
  it.each([
    ['DICOMDIR', 31],
    ['DICOMDIR-bigEnd', 31],
    ['DICOMDIR-implicit', 31],
    ['DICOMDIR-nooffset', 31],
    ['DICOMDIR-nopatient', 31],
    ['DICOMDIR-reordered', 31],
    ['DICOMDIR-empty.dcm', 0],
  ])('lists the files of %s', (name, count) => {
    const { files } = read(`dicomdir/${name}`);
    expect(files).toHaveLength(count);
    expect(new Set(files.map(({ path }) => path.join('/'))).size).toBe(count);
    expect(files.every(({ path }) => existsSync(join(devFolder, 'dicomdir', ...path)))).toBe(true);
  });

  it('knows study and series of each file', () => {
    const directory = read('dicomdir/DICOMDIR');
    expect(directory.problems).toEqual([]);
    expect(
      directory.files.every((file) => file.studyInstanceUid !== null && file.seriesInstanceUid !== null),
    ).toBe(true);
    expect(new Set(directory.files.map(({ studyInstanceUid }) => studyInstanceUid)).size).toBeGreaterThan(1);
  });

  it('follows a record that points at itself once', () => {
    const directory = read('bad/gen/dicomdir_cycle/DICOMDIR');
    expect(directory.files).toHaveLength(31);
    expect(problemKinds(directory)).toContain('cycle');
  });

  it('names paths that leave the medium and lists none of them', () => {
    const climbing = read('bad/gen/dicomdir_traversal/DICOMDIR');
    expect(climbing.files).toEqual([]);
    expect(problemKinds(climbing)).toContain('path-escapes');
    const absolute = read('bad/gen/dicomdir_absolute/DICOMDIR');
    expect(absolute.files).toEqual([]);
    expect(problemKinds(absolute)).toContain('path-absolute');
  });
});
