const blockBytes = 512;

/** Largest size that the octal field of a header holds; above it the base-256 form is used. */
const maxOctal = 8 ** 11 - 1;

/**
 * The header of one file in a POSIX tar (ustar; sizes beyond 8 GiB in GNU's base-256 form), so that any tool lists a
 * backup. Names are ASCII, at most 100 characters. Times and owners are left at zero.
 */
export function encodeTarHeader(name: string, sizeBytes: number): Uint8Array {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new RangeError('not a name for a tar header');
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0, 'latin1');
  block.write('0000600\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  if (sizeBytes <= maxOctal) {
    block.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  } else {
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(sizeBytes), 128);
  }
  block.write('00000000000\0', 136, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** What a header says; `end` for the empty block that closes a tar; null where it is no header of a plain file. */
export function decodeTarHeader(
  block: Uint8Array,
): { readonly name: string; readonly sizeBytes: number } | 'end' | null {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
  if (bytes.length !== blockBytes) return null;
  if (bytes.every((byte) => byte === 0)) return 'end';
  const told = Number.parseInt(bytes.toString('latin1', 148, 154), 8);
  if (told !== checksumOf(bytes) || bytes[156] !== 0x30) return null;
  const name = bytes.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  const sizeBytes =
    bytes[124] === 0x80
      ? Number(bytes.readBigUInt64BE(128))
      : Number.parseInt(bytes.toString('latin1', 124, 135), 8);
  return Number.isSafeInteger(sizeBytes) ? { name, sizeBytes } : null;
}

/** Zeros after a file's content, up to the next block. */
export function tarPadding(sizeBytes: number): Uint8Array {
  return new Uint8Array((blockBytes - (sizeBytes % blockBytes)) % blockBytes);
}

/** Two empty blocks: the end of a tar. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * blockBytes);
}

/** The sum over the header with its own field taken as blanks. */
function checksumOf(block: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < blockBytes; at += 1) sum += at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
  return sum;
}
