import type { Transport } from '../../preload/contract/contract.ts';

/** `lost`: the services do not answer; calls fail with `INTERNAL` until it is `live` again. */
export type ConnectionState = 'connecting' | 'live' | 'lost';

/** A transport that also says whether the other side is there. */
export interface Connection extends Transport {
  readonly state: () => ConnectionState;
  /** Called on every change; returns how to stop. */
  readonly onState: (listener: (state: ConnectionState) => void) => () => void;
  /** Absolute paths of dropped or chosen files; null where the shell has no paths (the page uploads their bytes). */
  readonly pathsOf: (files: readonly File[]) => readonly string[] | null;
  /** PUT of a file that the page holds: the browser streams it from the disk. */
  readonly send: (url: string, file: Blob) => Promise<Response>;
  readonly close: () => void;
}
