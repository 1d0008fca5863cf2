import { finishFrame } from '../frameColour.ts';
import { serveDecoders } from '../decoderService.ts';
import type { FrameDecoder } from '../frameDecoder.ts';
import { parentChannel } from '../../ports/parentChannel.ts';

// Entry of a decoder process for the tests of the pool: codecs that do what no codec should, chosen by the first byte.

const allocates = 1;
const loops = 2;
const aborts = 3;
const throws = 4;
const tellsEnvironment = 5;
const waits = 6;

const hostile: FrameDecoder = {
  name: 'hostile',
  transferSyntaxUids: ['1.2.840.10008.1.2.5'],
  prepare: () => Promise.resolve({ kind: 'ready' }),
  decode: async ({ header, bytes }) => {
    switch (bytes[0]) {
      case allocates: {
        const held: Uint8Array[] = [];
        while (held.length < 128) held.push(new Uint8Array(64 * 2 ** 20).fill(held.length));
        break;
      }
      case loops:
        loopForEver();
        break;
      case aborts:
        return process.abort();
      case throws:
        throw new Error('a codec error with words of its own');
      case tellsEnvironment:
        return finishFrame(new TextEncoder().encode(JSON.stringify(process.env)), header);
      case waits:
        await new Promise((resolve) => setTimeout(resolve, bytes[1]));
        break;
      default:
        break;
    }
    return finishFrame(bytes.slice(), header);
  },
};

function loopForEver(): void {
  let turn = 0;
  while (turn < 2) turn = (turn + 1) % 2;
}

serveDecoders(parentChannel(), [hostile]);
