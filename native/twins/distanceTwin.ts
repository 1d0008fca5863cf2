import type { DistanceTask } from '../kernels.ts';

/** Columns that are gathered together, so that far strides touch each cache line once. */
const block = 16;

/** Twin of `distance`: exact, one axis after the other; squares in mm2 lie in `out` until the last pass. */
export function distanceTwin({ mask, dims, spacingMm, out }: DistanceTask): void {
  const [ni, nj, nk] = dims;
  alongRows(mask, ni, spacingMm[0], out);
  for (let k = 0; k < nk; k++) {
    alongColumns(out, { base: k * ni * nj, columns: ni, length: nj, stride: ni, spacing: spacingMm[1] });
  }
  alongColumns(out, { base: 0, columns: ni * nj, length: nk, stride: ni * nj, spacing: spacingMm[2] });
  for (let p = 0; p < out.length; p++) out[p] = Math.sqrt(out[p]!);
}

function alongRows(mask: Uint8Array, ni: number, spacing: number, out: Float32Array): void {
  for (let base = 0; base < mask.length; base += ni) {
    let steps = Infinity;
    for (let i = 0; i < ni; i++) {
      steps = mask[base + i] === 0 ? 0 : steps + 1;
      out[base + i] = steps;
    }
    steps = Infinity;
    for (let i = ni - 1; i >= 0; i--) {
      steps = mask[base + i] === 0 ? 0 : steps + 1;
      const nearest = Math.min(steps, out[base + i]!) * spacing;
      out[base + i] = nearest * nearest;
    }
  }
}

interface Columns {
  readonly base: number;
  readonly columns: number;
  readonly length: number;
  readonly stride: number;
  readonly spacing: number;
}

function alongColumns(out: Float32Array, { base, columns, length, stride, spacing }: Columns): void {
  const weight = spacing * spacing;
  const gathered = new Float64Array(block * length);
  const vertex = new Int32Array(length);
  const from = new Float64Array(length + 1);
  const line = new Float64Array(length);
  for (let first = 0; first < columns; first += block) {
    const width = Math.min(block, columns - first);
    for (let q = 0; q < length; q++) {
      const at = base + first + q * stride;
      for (let c = 0; c < width; c++) gathered[c * length + q] = out[at + c]!;
    }
    for (let c = 0; c < width; c++) {
      lowerEnvelope({ values: gathered, at: c * length, length, weight, vertex, from, line });
    }
    for (let q = 0; q < length; q++) {
      const at = base + first + q * stride;
      for (let c = 0; c < width; c++) out[at + c] = gathered[c * length + q]!;
    }
  }
}

interface Line {
  readonly values: Float64Array;
  readonly at: number;
  readonly length: number;
  readonly weight: number;
  readonly vertex: Int32Array;
  readonly from: Float64Array;
  readonly line: Float64Array;
}

function lowerEnvelope({ values, at, length, weight, vertex, from, line }: Line): void {
  let top = -1;
  for (let q = 0; q < length; q++) {
    const value = values[at + q]!;
    if (value === Infinity) continue;
    let start = -Infinity;
    while (top >= 0) {
      const v = vertex[top]!;
      start = (value + weight * (q * q) - (values[at + v]! + weight * (v * v))) / (2 * weight * (q - v));
      if (start > from[top]!) break;
      top--;
    }
    if (top < 0) start = -Infinity;
    top++;
    vertex[top] = q;
    from[top] = start;
  }
  if (top < 0) return;
  let part = 0;
  for (let q = 0; q < length; q++) {
    while (part < top && from[part + 1]! < q) part++;
    const v = vertex[part]!;
    line[q] = values[at + v]! + weight * ((q - v) * (q - v));
  }
  for (let q = 0; q < length; q++) values[at + q] = line[q]!;
}
