import { raise } from '../domain/failure.ts';
import type { DecodedFrame, FrameData, PixelHeader } from '../domain/pixelHeader.ts';
import { finishFrame } from './frameColour.ts';
import { allocateSamples, decodedSampleBytes } from './storedValues.ts';

/** What a compressed stream says about itself. */
export interface CodecShape {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  /** Bits of a sample in the stream. */
  readonly bits: number;
  readonly signed: boolean;
}

/** Interleaved samples as a codec gives them. */
export interface CodecImage extends CodecShape {
  readonly data: ArrayLike<number>;
}

/**
 * Compares a stream with the header before it is decoded: a stream that claims another size would give memory garbage or
 * ask for gigabytes. Throws `PIXELS_MALFORMED`.
 */
export function checkShape(shape: CodecShape, header: PixelHeader): void {
  const { rows, columns, samplesPerPixel } = shape;
  if (
    rows !== header.rows ||
    columns !== header.columns ||
    samplesPerPixel !== header.samplesPerPixel ||
    shape.bits > 8 * decodedSampleBytes(header)
  ) {
    raise(
      'PIXELS_MALFORMED',
      `The compressed frame is ${columns} x ${rows} x ${samplesPerPixel} of ${shape.bits} bits, the header says ` +
        `${header.columns} x ${header.rows} x ${header.samplesPerPixel} of ${header.bitsStored} bits.`,
      { columns, rows, samplesPerPixel, bits: shape.bits },
    );
  }
}

/** What a codec did to the samples, and so what may be done to them. */
export interface CodecNature {
  /** Lossy values overshoot: they are kept at the end of the stored range. Wrapping them, as masking would, turns white into black. */
  readonly lossy: boolean;
  /** Bits that hold the sign where the stream is unsigned and the pixels are signed, or the other way round. */
  readonly signBits: number;
}

/**
 * A codec's samples as stored values of the header. Streams are often written unsigned for signed pixels and the other
 * way round: the bits are then read as the header says. Samples of lossless streams keep their stored bits only.
 */
export function frameOfCodec(image: CodecImage, header: PixelHeader, nature: CodecNature): DecodedFrame {
  const out = allocateSamples(header, image.data.length);
  const readBits = nature.lossy ? nature.signBits : Math.min(nature.signBits, header.bitsStored);
  if (image.signed !== header.signed) reread(image.data, out, 32 - readBits, header.signed);
  else if (image.bits <= header.bitsStored) out.set(image.data);
  else if (nature.lossy) keepInRange(image.data, out, header);
  else reread(image.data, out, 32 - header.bitsStored, header.signed);
  return finishFrame(out, header);
}

function reread(from: ArrayLike<number>, to: FrameData, unusedBits: number, signed: boolean): void {
  if (signed) {
    for (let at = 0; at < to.length; at += 1) to[at] = ((from[at] ?? 0) << unusedBits) >> unusedBits;
  } else {
    for (let at = 0; at < to.length; at += 1) to[at] = ((from[at] ?? 0) << unusedBits) >>> unusedBits;
  }
}

function keepInRange(from: ArrayLike<number>, to: FrameData, { bitsStored, signed }: PixelHeader): void {
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = low + 2 ** bitsStored - 1;
  for (let at = 0; at < to.length; at += 1) {
    const value = from[at] ?? 0;
    to[at] = value < low ? low : value > high ? high : value;
  }
}
