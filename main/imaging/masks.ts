/** A mask of 0 and 1 from a test of each cell. (`Uint8Array.from` with a function takes some ten times as long.) */
export function makeMask(cells: number, test: (cell: number) => boolean): Uint8Array {
  const mask = new Uint8Array(cells);
  for (let p = 0; p < cells; p++) if (test(p)) mask[p] = 1;
  return mask;
}
