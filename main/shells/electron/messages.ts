import type { EventName } from '../../../preload/contract/events.ts';
import type { Result } from '../../domain/failure.ts';
import type { ChildExit } from '../../ports/processes.ts';

/** What the main process tells the services. Binary parts are Uint8Array. */
export type ToServices =
  | { readonly kind: 'start'; readonly options: ServicesStart }
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'secret'; readonly id: number; readonly outcome: SecretOutcome }
  | { readonly kind: 'chosen'; readonly id: number; readonly paths: readonly string[] | null }
  /** Comes with one MessagePort: the other end is in the child. */
  | { readonly kind: 'child-started'; readonly id: number; readonly pid: number | null }
  | { readonly kind: 'child-ended'; readonly id: number; readonly exit: ChildExit }
  | { readonly kind: 'stop' };

/** What the services need to know to start; `secrets` says what the main process can do for them. */
export interface ServicesStart {
  /** Unix socket or named pipe that they serve pages and bytes on. */
  readonly socketPath: string;
  /** What every request on the socket has to carry. */
  readonly token: string;
  /** The library to open. */
  readonly libraryFolder: string;
  /** Where preferences of this machine are kept. */
  readonly settingsFolder: string;
  readonly secrets: SecretsFacts;
  /** Folder of the sample study that a first start shows. */
  readonly sampleFolder: string;
}

/** What the desktop's dialog is to choose. */
export type ChooseKind = 'files' | 'folder';

export interface SecretsFacts {
  readonly available: boolean;
  readonly reason: string | null;
  readonly kind: string;
}

export type SecretOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string };

/** What the services tell the main process. */
export type FromServices =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly name: EventName; readonly payload: unknown }
  | { readonly kind: 'log'; readonly line: string }
  | {
      readonly kind: 'secret';
      readonly id: number;
      readonly operation: 'protect' | 'unprotect';
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'choose'; readonly id: number; readonly what: ChooseKind }
  | { readonly kind: 'start-child'; readonly id: number; readonly child: ChildRequest }
  | { readonly kind: 'kill-child'; readonly id: number };

export interface ChildRequest {
  /** `file:` URL of the module; must lie in the application's own code. */
  readonly entry: string;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly memoryCapBytes: number;
}

/** First message of a child process; comes with the MessagePort that it talks over. */
export interface ToChild {
  readonly kind: 'begin';
  readonly entry: string;
}
