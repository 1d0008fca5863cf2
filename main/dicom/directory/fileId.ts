/** A ReferencedFileID as a relative path, or why it is none that may be opened. */
export type CheckedFileId =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'path-escapes' | 'path-absolute' | 'path-invalid' };

/**
 * Checks the components of a ReferencedFileID (PS3.10 8.5): plain names below the folder of the DICOMDIR. Lower case and
 * lengths over eight characters are tolerated. What climbs, begins at a root or a drive, holds a separator or a control
 * character is refused.
 */
export function checkFileId(components: readonly string[]): CheckedFileId {
  const parts = components.map((component) => component.trim());
  const [first = ''] = parts;
  if (/^[/\\]/.test(first) || /^[A-Za-z]:/.test(first) || (first === '' && parts.length > 1)) {
    return { kind: 'path-absolute' };
  }
  const pieces = parts.flatMap((part) => part.split('/'));
  if (pieces.some((piece) => piece === '..' || piece === '.')) return { kind: 'path-escapes' };
  const isPlain = parts.length > 0 && parts.every((part) => part !== '' && !/[/\\:\p{Cc}]/u.test(part));
  return isPlain ? { kind: 'path', path: parts } : { kind: 'path-invalid' };
}
