/** Characters below which a new passphrase is refused. */
export const shortestPassphrase = 8;

/** What is wrong with a new passphrase; null where nothing is. Counts characters as people see them. */
export function passphraseProblem(passphrase: string, repeated: string): 'short' | 'different' | null {
  if ([...new Intl.Segmenter().segment(passphrase)].length < shortestPassphrase) return 'short';
  return passphrase === repeated ? null : 'different';
}
