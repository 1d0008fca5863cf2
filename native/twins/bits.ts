import type { GridDims, StructuringElement } from '../kernels.ts';

/** A mask of one bit a voxel: each row along i starts on a new 32-bit word, bit 0 first; spare bits are 0. */
export interface BitGrid {
  readonly dims: GridDims;
  readonly rowWords: number;
  /** The bits of a row's last word that stand for voxels. */
  readonly lastWordMask: number;
  words: Int32Array;
}

export function packBits(mask: Uint8Array, dims: GridDims): BitGrid {
  const [ni, nj, nk] = dims;
  const rowWords = Math.ceil(ni / 32);
  const words = new Int32Array(rowWords * nj * nk);
  let p = 0;
  for (let row = 0; row < nj * nk; row++) {
    for (let word = 0; word < rowWords; word++) {
      const bits = Math.min(32, ni - word * 32);
      let value = 0;
      for (let bit = 0; bit < bits; bit++) if (mask[p++] !== 0) value |= 1 << bit;
      words[row * rowWords + word] = value;
    }
  }
  const spare = rowWords * 32 - ni;
  return { dims, rowWords, lastWordMask: -1 >>> spare, words };
}

export function unpackBits({ dims, rowWords, words }: BitGrid, out: Uint8Array): void {
  const [ni, nj, nk] = dims;
  let p = 0;
  for (let row = 0; row < nj * nk; row++) {
    for (let i = 0; i < ni; i++) out[p++] = (words[row * rowWords + (i >> 5)]! >>> (i & 31)) & 1;
  }
}

/** Swaps foreground and background in place. */
export function complementBits(grid: BitGrid): void {
  const { rowWords, lastWordMask, words } = grid;
  for (let at = 0; at < words.length; at += rowWords) {
    for (let word = 0; word < rowWords; word++) words[at + word] = ~words[at + word]!;
    words[at + rowWords - 1] = words[at + rowWords - 1]! & lastWordMask;
  }
}

/** One dilation: the rows around are joined first, then spread by one voxel along i. */
export function dilateBits(grid: BitGrid, element: StructuringElement, spare: Int32Array): Int32Array {
  const { dims, rowWords, lastWordMask, words } = grid;
  const [, nj, nk] = dims;
  const spread = new Int32Array(rowWords);
  const still = new Int32Array(rowWords);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      spread.fill(0);
      still.fill(0);
      for (let dk = -1; dk <= 1; dk++) {
        if (k + dk < 0 || k + dk >= nk) continue;
        for (let dj = -1; dj <= 1; dj++) {
          if (j + dj < 0 || j + dj >= nj) continue;
          const away = (dj === 0 ? 0 : 1) + (dk === 0 ? 0 : 1);
          if (element === 6 && away === 2) continue;
          const spreads = element === 26 || away === 0 || (element === 18 && away === 1);
          joinRow(spreads ? spread : still, words, (j + dj + nj * (k + dk)) * rowWords);
        }
      }
      const at = (j + nj * k) * rowWords;
      for (let word = 0; word < rowWords; word++) {
        const here = spread[word]!;
        const before = word > 0 ? spread[word - 1]! >>> 31 : 0;
        const after = word < rowWords - 1 ? spread[word + 1]! << 31 : 0;
        spare[at + word] = here | (here << 1) | before | (here >>> 1) | after | still[word]!;
      }
      spare[at + rowWords - 1] = spare[at + rowWords - 1]! & lastWordMask;
    }
  }
  grid.words = spare;
  return words;
}

function joinRow(into: Int32Array, words: Int32Array, at: number): void {
  for (let word = 0; word < into.length; word++) into[word] = into[word]! | words[at + word]!;
}
