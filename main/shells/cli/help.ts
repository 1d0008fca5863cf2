import type { Command } from './command.ts';

const footer = `
Options for every command:
  --library DIR   the library to use (otherwise AXIAL_LIBRARY, otherwise your own)
  --user NAME     who acts; recorded in the audit log
  --json          one JSON value on standard output, everything for people on standard error
  --help          help for a command

AXIAL_PASSPHRASE opens the library. Research use; not a cleared medical device.
`;

/** The overview, or the help of one command. */
export function helpText(commands: readonly Command[], command: Command | null): string {
  if (command !== null) {
    const options = Object.keys(command.options ?? {}).map((name) => `--${name}`);
    const used = options.length === 0 ? '' : `\nOptions: ${options.join(' ')}\n`;
    return `axial ${command.name} ${command.operands}\n\n${command.summary}\n${used}${footer}`;
  }
  const width = Math.max(...commands.map(({ name, operands }) => `${name} ${operands}`.length));
  const lines = commands.map(
    ({ name, operands, summary }) => `  ${`${name} ${operands}`.padEnd(width)}  ${summary}`,
  );
  return `Axial reads, segments and keeps medical images, offline first.\n\nUse: axial COMMAND [OPTIONS]\n\n${lines.join('\n')}\n${footer}`;
}
