import { deflatedFrameDecoder } from './deflatedFrameDecoder.ts';
import type { FrameDecoder, Readiness } from './frameDecoder.ts';
import { htj2kDecoder, jpeg2000Decoder } from './jpeg2000Decoder.ts';
import { jpegDecoder } from './jpegDecoder.ts';
import { jpegLsDecoder } from './jpegLsDecoder.ts';
import { jpegXlDecoder } from './jpegXlDecoder.ts';
import { rleDecoder } from './rleDecoder.ts';

/** Every decoder plug-in of the program; the first that lists a transfer syntax and is ready decodes it. */
export const frameDecoders: readonly FrameDecoder[] = [
  rleDecoder,
  deflatedFrameDecoder,
  jpegDecoder,
  jpegLsDecoder,
  jpeg2000Decoder,
  htj2kDecoder,
  jpegXlDecoder,
];

/** What a decoder can do here, for the page "About this installation" and for support. */
export interface DecoderReport {
  readonly name: string;
  readonly transferSyntaxUids: readonly string[];
  readonly readiness: Readiness;
}

/** Asks every decoder whether it can run. Loads them all into this process: meant for a decoder process or a test. */
export function reportDecoders(decoders: readonly FrameDecoder[]): Promise<readonly DecoderReport[]> {
  return Promise.all(
    decoders.map(async (decoder) => ({
      name: decoder.name,
      transferSyntaxUids: decoder.transferSyntaxUids,
      readiness: await decoder.prepare(),
    })),
  );
}
