import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError, type Command, type GlobalOptions } from './command.ts';

const globalOptions = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  library: { type: 'string' },
  user: { type: 'string' },
} as const;

export type Parsed =
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly operands: readonly string[];
      readonly options: Readonly<Record<string, string | boolean | undefined>>;
      readonly global: GlobalOptions;
    };

/**
 * Parses what follows `axial`. Options may stand anywhere; `--` ends them. Throws `UsageError`.
 * `passphrase` is the value of AXIAL_PASSPHRASE: it is never an argument, where every process could read it.
 */
export function parseCommandLine(
  args: readonly string[],
  commands: readonly Command[],
  passphrase: string | null,
): Parsed {
  const command = findCommand(args, commands);
  if (command === null) {
    const values = parseOrThrow(args, {}).values;
    if (values['version'] === true) return { kind: 'version' };
    const [word] = args.filter((arg) => !arg.startsWith('-'));
    if (values['help'] === true) return { kind: 'help', command: null };
    if (word === undefined) {
      if (values['json'] === true) throw new UsageError('A command is missing. "axial --help" lists them.');
      return { kind: 'help', command: null };
    }
    throw new UsageError(`There is no command "${word}". "axial --help" lists them.`);
  }
  const { values, positionals } = parseOrThrow(args, command.options ?? {});
  if (values['help'] === true) return { kind: 'help', command };
  const operands = positionals.slice(command.name.split(' ').length);
  const [least, most] = command.count;
  if (operands.length < least || operands.length > most) {
    throw new UsageError(`Use: axial ${command.name} ${command.operands}`.trimEnd());
  }
  const text = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    kind: 'run',
    command,
    operands,
    options: values,
    global: { json: values['json'] === true, library: text('library'), user: text('user'), passphrase },
  };
}

function parseOrThrow(
  args: readonly string[],
  own: NonNullable<Command['options']>,
): { values: Record<string, string | boolean | undefined>; positionals: readonly string[] } {
  try {
    const options = { ...globalOptions, ...own };
    const { values, positionals } = parseArgs({
      args: joinNegatives(args, options),
      options,
      allowPositionals: true,
      strict: true,
    });
    return { values, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options were not understood.');
  }
}

/** `--lower -50` means `--lower=-50`: a number that begins with a minus is a value, not an option. */
function joinNegatives(args: readonly string[], options: ParseArgsOptionsConfig): string[] {
  const joined: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const next = args[index + 1];
    if (arg === '--') return [...joined, ...args.slice(index)];
    const takesValue = arg.startsWith('--') && options[arg.slice(2)]?.type === 'string';
    if (takesValue && next !== undefined && /^-[\d.]/.test(next)) {
      joined.push(`${arg}=${next}`);
      index += 1;
    } else joined.push(arg);
  }
  return joined;
}

/** The longest command name that the leading words spell. Values of `--library` and `--user` before it are skipped. */
function findCommand(args: readonly string[], commands: readonly Command[]): Command | null {
  const words: string[] = [];
  for (let index = 0; index < args.length && words.length < 2; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--library' || arg === '--user') index += 1;
    else if (!arg.startsWith('-')) words.push(arg);
  }
  const named = (name: string): Command | null => commands.find((command) => command.name === name) ?? null;
  return named(words.join(' ')) ?? named(words[0] ?? '');
}
