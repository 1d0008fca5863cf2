import { valueRange } from '../../main/domain/greyRender.ts';
import type { FrameData } from '../../main/domain/pixelHeader.ts';
import type { ImagePixels } from './imagePixels.ts';

/**
 * How many pixels of an image are averaged into one before it is drawn at `scalePx` device pixels a pixel:
 * 1 down to half size, so that nothing visible is lost and a large radiograph is windowed on what is seen.
 */
export function reductionFactor(scalePx: number): number {
  return scalePx > 0 ? Math.min(16, Math.max(1, Math.floor(1 / scalePx))) : 1;
}

/**
 * The image reduced by a whole factor in both directions: the mean of the values of each block (they are averaged before
 * the window, as light would be), padding left out unless a block is nothing else. Edge blocks average what they have.
 */
export function reducePixels(
  pixels: ImagePixels,
  factor: number,
  isPadding: ((stored: number) => boolean) | null,
): ImagePixels {
  if (factor <= 1) return pixels;
  const { samplesPerPixel: samples, data } = pixels;
  const columns = Math.ceil(pixels.columns / factor);
  const rows = Math.ceil(pixels.rows / factor);
  const out = emptyLike(data, columns * rows * samples);
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  for (let row = 0; row < rows; row++) {
    const rowEnd = Math.min(pixels.rows, (row + 1) * factor);
    for (let column = 0; column < columns; column++) {
      const columnEnd = Math.min(pixels.columns, (column + 1) * factor);
      for (let sample = 0; sample < samples; sample++) {
        let [sum, count] = [0, 0];
        for (let y = row * factor; y < rowEnd; y++) {
          let at = (y * pixels.columns + column * factor) * samples + sample;
          for (let x = column * factor; x < columnEnd; x++, at += samples) {
            const value = data[at] ?? 0;
            if (isPadding !== null && isPadding(value)) continue;
            sum += value;
            count += 1;
          }
        }
        const mean =
          count > 0 ? sum / count : (data[(row * factor * pixels.columns + column * factor) * samples] ?? 0);
        out[(row * columns + column) * samples + sample] = isFloat ? mean : Math.round(mean);
      }
    }
  }
  return {
    columns,
    rows,
    samplesPerPixel: samples,
    data: out,
    range: samples > 1 ? pixels.range : valueRange(out),
  };
}

function emptyLike(data: FrameData, length: number): FrameData {
  return new (data.constructor as new (size: number) => FrameData)(length);
}
