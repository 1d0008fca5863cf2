/** A small canvas that RGBA words are painted into, and that can then be drawn at any size. */
export interface RasterCanvas {
  /** Gives words of the size asked for; what they held before is undefined. */
  words(columns: number, rows: number): Uint32Array;
  /** Puts the words on the canvas. */
  flush(): void;
  readonly canvas: OffscreenCanvas;
  /** Frees its memory. */
  release(): void;
}

export function createRasterCanvas(): RasterCanvas {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser has no 2-D canvas');
  let image = new ImageData(1, 1);
  let words = new Uint32Array(image.data.buffer);
  return {
    canvas,
    words: (columns, rows) => {
      if (image.width !== columns || image.height !== rows) {
        canvas.width = columns;
        canvas.height = rows;
        image = new ImageData(columns, rows);
        words = new Uint32Array(image.data.buffer);
      }
      return words;
    },
    flush: () => context.putImageData(image, 0, 0),
    release: () => {
      canvas.width = 0;
      canvas.height = 0;
      image = new ImageData(1, 1);
      words = new Uint32Array(image.data.buffer);
    },
  };
}
