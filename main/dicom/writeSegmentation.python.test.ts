import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pythonFolder } from '../../e2e/capabilities.ts';
import { add, scale, type Vec3 } from '../domain/space.ts';
import { unwrap } from '../domain/failure.ts';
import { sampleInput } from './testing/sampleSegmentation.ts';
import { writeSegmentation } from './writeSegmentation.ts';

/** Lists (label, x, y, z) of every voxel that is set, in patient space, from the attributes alone. */
const script = `
import json, sys
import numpy, pydicom
data = pydicom.dcmread(sys.argv[1])
assert not data.pixel_array.dtype.kind == 'f'
pixels = data.pixel_array
names = {int(s.SegmentNumber): s.SegmentLabel for s in data.SegmentSequence}
shared = data.SharedFunctionalGroupsSequence[0]
iop = numpy.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
rows, columns = (float(v) for v in shared.PixelMeasuresSequence[0].PixelSpacing)
found = []
for frame, groups in zip(pixels, data.PerFrameFunctionalGroupsSequence):
    ipp = numpy.array(groups.PlanePositionSequence[0].ImagePositionPatient, float)
    label = names[int(groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber)]
    for j, i in zip(*numpy.nonzero(frame)):
        p = ipp + iop[:3] * columns * i + iop[3:] * rows * j
        found.append([label] + [round(float(v), 4) + 0.0 for v in p])
print(json.dumps({'name': str(data.PatientName), 'voxels': sorted(found)}))
`;

/** The same list from the labelmap and its slices. */
function ownVoxels(): readonly (readonly [string, ...Vec3])[] {
  const { labelmap, slices, segments, orientation, spacingMm } = sampleInput();
  const [a, b, c, d, e, f] = orientation;
  const [columns, rows] = labelmap.dims;
  const found: (readonly [string, ...Vec3])[] = [];
  for (const [index, label] of labelmap.data.entries()) {
    const name = segments.find(({ number }) => number === label)?.label;
    const slice = slices[Math.floor(index / (columns * rows))];
    if (name === undefined || slice === undefined) continue;
    const alongRow = scale([a, b, c], (index % columns) * spacingMm[1]);
    const alongColumn = scale([d, e, f], (Math.floor(index / columns) % rows) * spacingMm[0]);
    found.push([name, ...add(add(slice.positionLps, alongRow), alongColumn)]);
  }
  return found;
}

const key = ([label, ...point]: readonly [string, ...Vec3]): string =>
  [label, ...point.map((value) => (Math.round(value * 1000) / 1000 + 0).toFixed(3))].join(' ');

it('gives pydicom the same voxels in patient space', () => {
  const folder = mkdtempSync(join(tmpdir(), 'axial-seg-'));
  try {
    const path = join(folder, 'seg.dcm');
    writeFileSync(path, unwrap(writeSegmentation(sampleInput())));
    const output = execFileSync(join(pythonFolder, 'bin', 'python'), ['-c', script, path], {
      encoding: 'utf8',
    });
    const found = JSON.parse(output) as {
      readonly name: string;
      readonly voxels: readonly (readonly [string, ...Vec3])[];
    };
    expect(found.name).toBe('Wang^XiaoDong=王^小东');
    expect(found.voxels.map(key).toSorted()).toEqual(ownVoxels().map(key).toSorted());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
