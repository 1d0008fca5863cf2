import type { ParseArgsOptionsConfig } from 'node:util';
import type { FailureCode, Result } from '../../domain/failure.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { NodePorts } from '../nodePorts.ts';

/** One command of the command line, as its help and the parser see it. */
export interface Command {
  /** `import`, or two words: `library init`. */
  readonly name: string;
  /** What follows the name: `PATH...`. */
  readonly operands: string;
  readonly summary: string;
  /** Operands taken, at least and at most. */
  readonly count: readonly [number, number];
  readonly options?: ParseArgsOptionsConfig;
  run(invocation: Invocation): Promise<Result<CommandOutput>>;
}

export interface Invocation {
  /** What the services stand on; the packed app gives its own. */
  readonly ports: NodePorts;
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly global: GlobalOptions;
  /** Aborted by Ctrl+C: stop soon, keep what is stored. */
  readonly signal: AbortSignal;
  /** Progress and notes for people; goes to stderr. */
  note(text: string): void;
  /** A line of progress that replaces the one before on a terminal; nothing elsewhere. */
  progress(text: string): void;
}

export interface GlobalOptions {
  readonly json: boolean;
  /** `--library`; null: the configured one. */
  readonly library: string | null;
  readonly user: string | null;
  readonly passphrase: string | null;
}

export type CommandOutput =
  | {
      readonly kind: 'value';
      readonly value: JsonValue;
      /** For people, without `--json`. */
      readonly text: string;
      /** Exit status although it ran: `verify` with something missing. 0 where not given. */
      readonly status?: number;
    }
  /** JSON Lines, as they come. The generator's return value is the exit status. */
  | { readonly kind: 'lines'; readonly lines: AsyncGenerator<LineOutput, number> };

export interface LineOutput {
  readonly value: JsonValue;
  readonly text: string;
}

/** A mistake in the way the command was called: exit status 2. */
export class UsageError extends Error {
  readonly code: FailureCode = 'USAGE';
}
