import { readTag, type ByteSource } from './elementHeader.ts';

export const itemTag = 0xfffee000;
export const itemDelimiterTag = 0xfffee00d;
export const sequenceDelimiterTag = 0xfffee0dd;

/**
 * Where a list of fragments ends (PS3.5 A.4): `end` before the delimiter, `next` behind it.
 * `delimited` false: the bytes end or make no sense first; `end` is then where the last whole fragment ended,
 * or the end of the bytes inside a fragment that is cut.
 */
export function fragmentsEnd(
  source: ByteSource,
  start: number,
  little: boolean,
): { readonly end: number; readonly next: number; readonly delimited: boolean } {
  let offset = start;
  while (offset + 8 <= source.end) {
    const tag = readTag(source.view, offset, little);
    if (tag === sequenceDelimiterTag) return { end: offset, next: offset + 8, delimited: true };
    if (tag !== itemTag) return { end: offset, next: source.end, delimited: false };
    const next = offset + 8 + source.view.getUint32(offset + 4, little);
    if (next > source.end) return { end: source.end, next: source.end, delimited: false };
    offset = next;
  }
  return { end: offset, next: source.end, delimited: false };
}
