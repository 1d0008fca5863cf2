/**
 * A text from outside, made safe to show: control characters become their pictures (U+2400 …), characters that change
 * the direction or hide (bidirectional controls, zero-width, tags, line separators) become their code in ‹…›.
 * The value itself is kept elsewhere; this form is for eyes only. Idempotent. Cost: linear.
 */
export function safeDisplay(text: string): string {
  return text.replaceAll(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
  });
}

/** Whether the text holds a character that `safeDisplay` replaces. */
export function needsSafeDisplay(text: string): boolean {
  return safeDisplay(text) !== text;
}

/** Cc, and of Cf what reorders or hides; U+00AD soft hyphen and U+200C/D (joiners of real scripts) stay. */
const unsafe =
  /[\p{Cc}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
