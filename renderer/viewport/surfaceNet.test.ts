import { describe, expect, it } from 'vitest';
import { coarseLabels } from './coarseLabels.ts';
import { sampleVolume } from './sampleVolume.ts';
import { surfaceNet } from './surfaceNet.ts';

const size = 24;
const dims = [size, size, size] as const;
const ijkToLps = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, -10, 5, 3, 1];

function ball(radius: number): Uint8Array {
  const data = new Uint8Array(size ** 3);
  const center = (size - 1) / 2;
  for (let at = 0; at < data.length; at++) {
    const [i, j, k] = [at % size, Math.floor(at / size) % size, Math.floor(at / size ** 2)];
    if (Math.hypot(i - center, j - center, k - center) <= radius) data[at] = 1;
  }
  return data;
}

/** Volume inside a closed surface by the divergence theorem: positive where triangles face outward. */
function enclosed(mesh: ReturnType<typeof surfaceNet>): number {
  let sum = 0;
  const point = (index: number): readonly [number, number, number] => [
    mesh.points[index * 3] ?? 0,
    mesh.points[index * 3 + 1] ?? 0,
    mesh.points[index * 3 + 2] ?? 0,
  ];
  for (let at = 0; at < mesh.triangles.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => point(mesh.triangles[at + corner] ?? 0)) as [
      readonly [number, number, number],
      readonly [number, number, number],
      readonly [number, number, number],
    ];
    sum +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) -
      a[1] * (b[0] * c[2] - b[2] * c[0]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}

describe('the surface of a label', () => {
  it('is closed, faces outward and holds about the volume of its voxels', () => {
    const data = ball(8);
    const mesh = surfaceNet({ dims, ijkToLps, data }, 1, 0);
    const voxels = data.reduce((sum, value) => sum + value, 0);
    expect(enclosed(mesh) / (voxels * 8)).toBeGreaterThan(0.9);
    expect(enclosed(mesh) / (voxels * 8)).toBeLessThan(1.05);
    const edges = new Map<string, number>();
    for (let at = 0; at < mesh.triangles.length; at += 3) {
      for (const side of [0, 1, 2]) {
        const [from, to] = [mesh.triangles[at + side] ?? 0, mesh.triangles[at + ((side + 1) % 3)] ?? 0];
        const key = from < to ? `${from} ${to}` : `${to} ${from}`;
        edges.set(key, (edges.get(key) ?? 0) + (from < to ? 1 : -1));
      }
    }
    expect([...edges.values()].every((balance) => balance === 0)).toBe(true);
  });

  it('lies where the voxels lie in the patient, also for a label that touches the edge', () => {
    const data = new Uint8Array(size ** 3).fill(1);
    const mesh = surfaceNet({ dims, ijkToLps, data }, 1, 0);
    const xs = mesh.points.filter((_, index) => index % 3 === 0);
    expect(Math.min(...xs)).toBeCloseTo(-11, 5);
    expect(Math.max(...xs)).toBeCloseTo(-10 + 2 * size - 1, 5);
  });

  it('is nothing for a label that is not there', () => {
    expect(surfaceNet({ dims, ijkToLps, data: new Uint8Array(size ** 3) }, 1).triangles.length).toBe(0);
  });
});

describe('coarser copies', () => {
  it('of a volume keep its mean and its place', () => {
    const data = Int16Array.from({ length: size ** 3 }, (_, index) => index % 100);
    const coarse = sampleVolume({ dims, ijkToLps, data }, size ** 3 / 8);
    expect(coarse.dims.reduce((product, count) => product * count, 1)).toBeLessThanOrEqual(size ** 3 / 8);
    const mean = (values: Iterable<number>): number => {
      const all = [...values];
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    expect(Math.abs(mean(coarse.data) - mean(data))).toBeLessThan(1);
    expect(coarse.ijkToLps.slice(12, 15)).toEqual([-9, 6, 4]);
    expect(sampleVolume({ dims, ijkToLps, data }, size ** 3).data).toBe(data);
  });

  it('of labels keep their share and are copies of their own', () => {
    const data = ball(8);
    const coarse = coarseLabels({ dims, ijkToLps, data }, size ** 3 / 8);
    const share = (values: Uint8Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(share(coarse.data) / share(data) - 1)).toBeLessThan(0.1);
    expect(coarse.data.buffer).not.toBe(data.buffer);
  });
});
