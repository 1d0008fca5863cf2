import { PNG } from 'pngjs';
import { paletteTable } from '../domain/colourPalette.ts';
import { renderRgb } from '../domain/colourRender.ts';
import type { ModalityTransform } from '../domain/greyModality.ts';
import { renderGrey, renderRgbaByTable } from '../domain/greyRender.ts';
import type { VoiTransform } from '../domain/greyVoi.ts';
import { percentileWindow } from '../domain/greyWindow.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { GreySpec } from '../../preload/contract/pixels.ts';

/** Opaque RGBA, one word a pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint32Array;
}

/**
 * A frame as a pane first shows it: through the grey pipeline with the header's first window, else the first to the
 * 99th percentile; colour as it is.
 */
export function pictureOf(frame: DecodedFrame, grey: GreySpec): Picture {
  const rgba = new Uint32Array(frame.rows * frame.columns);
  if (frame.samplesPerPixel !== 1) {
    const bits = frame.data.BYTES_PER_ELEMENT * 8;
    renderRgb(frame.data, { samplesPerPixel: frame.samplesPerPixel, bits }, rgba);
  } else if (frame.photometricInterpretation === 'PALETTE COLOR' && grey.palette !== null) {
    const { firstInput, red, green, blue } = grey.palette;
    const table = (values: readonly number[]) => ({ firstInput, entries: Uint8Array.from(values), bits: 8 });
    const { table: words, firstStored } = paletteTable({
      red: table(red),
      green: table(green),
      blue: table(blue),
    });
    renderRgbaByTable(frame.data, words, firstStored, rgba);
  } else {
    const shades = renderGrey(frame.data, {
      modality: modalityOf(grey),
      voi: firstVoi(frame, grey),
      presentation: grey.inverse ? 'INVERSE' : 'IDENTITY',
      padding: paddingOf(grey),
    });
    for (let index = 0; index < rgba.length; index += 1)
      rgba[index] = 0xff000000 | ((shades[index] ?? 0) * 0x010101);
  }
  return { width: frame.columns, height: frame.rows, rgba };
}

/** The picture no larger than `size` in either direction, by averaging; a small one stays as it is. */
export function shrinkPicture(picture: Picture, size: number): Picture {
  const factor = Math.max(picture.width, picture.height) / size;
  if (factor <= 1) return picture;
  const width = Math.max(1, Math.round(picture.width / factor));
  const height = Math.max(1, Math.round(picture.height / factor));
  const rgba = new Uint32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rgba[y * width + x] = averageOf(picture, x, y, width, height);
  }
  return { width, height, rgba };
}

/** PNG bytes. */
export function encodePicture({ width, height, rgba }: Picture): Uint8Array {
  const png = new PNG({ width, height });
  png.data = Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  return PNG.sync.write(png, { colorType: 2, inputHasAlpha: true });
}

/** The modality transformation of a grey specification. */
export function modalityOf(grey: GreySpec): ModalityTransform {
  if (grey.modalityLut === null) return { kind: 'linear', slope: grey.slope, intercept: grey.intercept };
  const { firstInput, bits, values } = grey.modalityLut;
  return { kind: 'table', table: { firstInput, bits, entries: Uint16Array.from(values) } };
}

function firstVoi(frame: DecodedFrame, grey: GreySpec): VoiTransform {
  const [window] = grey.windows;
  if (window !== undefined) {
    const names = { linear: 'LINEAR', 'linear-exact': 'LINEAR_EXACT', sigmoid: 'SIGMOID' } as const;
    const { center: windowCenter, width: windowWidth } = window;
    return { kind: 'window', function: names[grey.voiFunction], windowCenter, windowWidth };
  }
  const [table] = grey.voiLuts;
  if (table !== undefined) {
    const { firstInput, bits, values } = table;
    return { kind: 'table', table: { firstInput, bits, entries: Uint16Array.from(values) } };
  }
  return percentileWindow(frame.data, modalityOf(grey), paddingOf(grey));
}

function paddingOf(grey: GreySpec): { readonly low: number; readonly high: number } | null {
  return grey.padding === null ? null : { low: grey.padding.from, high: grey.padding.to };
}

function averageOf(picture: Picture, x: number, y: number, width: number, height: number): number {
  const x0 = Math.floor((x * picture.width) / width);
  const y0 = Math.floor((y * picture.height) / height);
  const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * picture.width) / width));
  const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * picture.height) / height));
  let [red, green, blue] = [0, 0, 0];
  for (let row = y0; row < y1; row += 1) {
    for (let column = x0; column < x1; column += 1) {
      const word = picture.rgba[row * picture.width + column] ?? 0;
      red += word & 0xff;
      green += (word >> 8) & 0xff;
      blue += (word >> 16) & 0xff;
    }
  }
  const count = (x1 - x0) * (y1 - y0);
  return (
    0xff000000 | (Math.round(blue / count) << 16) | (Math.round(green / count) << 8) | Math.round(red / count)
  );
}
