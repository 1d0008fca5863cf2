/** The stack that both pages show: rows and columns, and how many images. */
export const stackSize = { columns: 512, rows: 512, images: 300 } as const;

/** Values in HU of each image, 16 bits signed: a body with texture that differs from image to image, in air. */
export function madeStack(): readonly Int16Array[] {
  const { columns, rows, images } = stackSize;
  return Array.from({ length: images }, (_, k) => {
    const data = new Int16Array(columns * rows);
    for (let j = 0, at = 0; j < rows; j += 1) {
      const dy = (j - 256) ** 2;
      for (let i = 0; i < columns; i += 1, at += 1) {
        const inside = (i - 256) ** 2 + dy < 180 ** 2;
        data[at] = inside ? ((i * 7 + j * 13 + k * 29) & 255) - 100 + (dy < 900 ? 600 : 0) : -1000;
      }
    }
    return data;
  });
}

/** Lowest and highest value of the made images. */
export const stackRange = { min: -1000, max: 755 } as const;
