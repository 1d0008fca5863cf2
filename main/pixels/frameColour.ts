import { expand422, ybrFullToRgb, ybrPartialToRgb } from '../domain/colourYbr.ts';
import { raise } from '../domain/failure.ts';
import type { DecodedFrame, FrameData, PixelHeader } from '../domain/pixelHeader.ts';

/**
 * The decoded frame of samples as `header` describes them, colour made RGB. `samples` are interleaved and belong to the
 * frame from here on.
 */
export function finishFrame(samples: FrameData, header: PixelHeader): DecodedFrame {
  const { rows, columns, samplesPerPixel } = header;
  return {
    rows,
    columns,
    samplesPerPixel,
    photometricInterpretation: samplesPerPixel === 1 ? greyKind(header) : colour(samples, header),
    data: samples,
  };
}

/** Puts RRR GGG BBB into RGB RGB RGB. */
export function interleave<T extends FrameData>(planes: T, out: T, samplesPerPixel: number): void {
  const pixels = out.length / samplesPerPixel;
  for (let sample = 0; sample < samplesPerPixel; sample += 1) {
    let at = sample;
    for (let from = sample * pixels; from < (sample + 1) * pixels; from += 1) {
      out[at] = planes[from] ?? 0;
      at += samplesPerPixel;
    }
  }
}

/** Whether native samples of this header come as Y Y Cb Cr for every two pixels. */
export function isSubsampled422(header: PixelHeader): boolean {
  return (
    header.samplesPerPixel === 3 &&
    (header.photometricInterpretation === 'YBR_FULL_422' ||
      header.photometricInterpretation === 'YBR_PARTIAL_422')
  );
}

/** Native 4:2:2 samples as interleaved triples. */
export function unpack422(samples: FrameData, header: PixelHeader): FrameData {
  const length = header.rows * header.columns * 3;
  if (samples instanceof Uint8Array) return expanded(samples, new Uint8Array(length));
  if (samples instanceof Uint16Array) return expanded(samples, new Uint16Array(length));
  return raise('PIXEL_HEADER_INVALID', 'Subsampled colour has to be unsigned, of 8 or 16 bits.');
}

function expanded<T extends Uint8Array | Uint16Array>(samples: T, out: T): T {
  expand422(samples, out);
  return out;
}

function greyKind({ photometricInterpretation }: PixelHeader): string {
  switch (photometricInterpretation) {
    case 'MONOCHROME1':
    case 'MONOCHROME2':
    case 'PALETTE COLOR':
      return photometricInterpretation;
    default:
      return raise(
        'PIXEL_HEADER_INVALID',
        `The photometric interpretation ${quoted(photometricInterpretation)} does not go with one sample a pixel.`,
      );
  }
}

function colour(samples: FrameData, header: PixelHeader): string {
  const { photometricInterpretation: kind, bitsStored } = header;
  switch (kind) {
    case 'RGB':
    // The wavelet codecs have undone their own transform by now.
    case 'YBR_RCT':
    case 'YBR_ICT':
      return 'RGB';
    case 'YBR_FULL':
    case 'YBR_FULL_422':
      ybrFullToRgb(unsigned(samples), bitsStored);
      return 'RGB';
    case 'YBR_PARTIAL_420':
    case 'YBR_PARTIAL_422':
      ybrPartialToRgb(unsigned(samples), bitsStored);
      return 'RGB';
    default:
      return raise(
        'PIXELS_UNSUPPORTED',
        `The photometric interpretation ${quoted(kind)} is not supported for ${header.samplesPerPixel} samples a pixel.`,
      );
  }
}

function unsigned(samples: FrameData): Uint8Array | Uint16Array {
  if (samples instanceof Uint8Array || samples instanceof Uint16Array) return samples;
  return raise('PIXEL_HEADER_INVALID', 'YBR colour has to be unsigned, of 8 or 16 bits.');
}

/** Header text in a message: short, without control characters. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[^ -~]/g, '?').slice(0, 16)}"`;
}
