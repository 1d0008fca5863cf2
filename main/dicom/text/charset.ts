import { decodeExtended } from './codeExtensions.ts';
import { characterSetOf, normalizeTerm, type CharacterSet } from './characterSets.ts';

/** How the texts of a data set are turned into strings. */
export interface TextDecoding {
  /** The terms in their right spelling, joined by a backslash. */
  readonly charset: string;
  /** False: no such set; text is read as ISO 8859-1, which loses nothing. */
  readonly known: boolean;
  /** Invalid sequences become U+FFFD. In a `name`, `^` and `=` end a designation too (PS3.5 6.1.2.5.3). */
  decode(bytes: Uint8Array, kind: 'text' | 'name'): string;
}

const cache = new Map<string, TextDecoding>();

/**
 * The decoding of a SpecificCharacterSet value (PS3.3 C.12.1.1.2), its terms joined by backslashes; '' is the default
 * repertoire. Common misspellings (`ISO IR 100`, `utf8`, `GB2312`) are understood. Text under the default repertoire is
 * read as ISO 8859-1, so that no byte is lost.
 */
export function decoderOf(declared: string): TextDecoding {
  const cached = cache.get(declared);
  if (cached !== undefined) return cached;
  const decoding = build(declared);
  if (cache.size < 256) cache.set(declared, decoding);
  return decoding;
}

/** Decodes one value with a SpecificCharacterSet. */
export function decodeText(bytes: Uint8Array, charset: string, kind: 'text' | 'name' = 'text'): string {
  return decoderOf(charset).decode(bytes, kind);
}

function build(declared: string): TextDecoding {
  const terms = declared.split('\\').map(normalizeTerm);
  const sets = terms.map(characterSetOf);
  const first = sets[0] ?? null;
  const charset = terms.join('\\');
  const known = sets.every((set) => set !== null);
  const whole = sets.find((set) => set?.kind === 'whole');
  const isAlone = terms.every((term, index) => term === '' || term.endsWith(' 6') || sets[index] === whole);
  if (whole?.kind === 'whole' && (first === whole || isAlone)) {
    return { charset, known, decode: (bytes) => whole.decode(bytes) };
  }
  const usable = sets.filter((set): set is CharacterSet => set !== null);
  const extended = terms.length > 1 || terms.some((term) => term.startsWith('ISO 2022'));
  if (extended && first !== null) {
    return { charset, known, decode: (bytes, kind) => decodeExtended(bytes, usable, kind) };
  }
  if (first?.kind === 'single') return { charset, known, decode: (bytes) => first.decode(bytes) };
  return { charset, known: false, decode: (bytes) => Buffer.from(bytes).toString('latin1') };
}
