/** What a start of the program is for, told by its arguments. */
export type StartMode =
  | { readonly kind: 'window'; readonly args: readonly string[] }
  /** Everything after `--cli` belongs to the command line. */
  | { readonly kind: 'cli'; readonly args: readonly string[] }
  | { readonly kind: 'smoke' };

/**
 * Reads the arguments of the process. A packed program has them behind its own name; one run from the source tree also
 * behind the path of the app.
 */
export function startMode(argv: readonly string[], isPackaged: boolean): StartMode {
  const args = argv.slice(isPackaged ? 1 : 2);
  const cli = args.indexOf('--cli');
  if (cli >= 0) return { kind: 'cli', args: args.slice(cli + 1) };
  return args.includes('--smoke') ? { kind: 'smoke' } : { kind: 'window', args };
}
