/**
 * The only way to start a process. In Electron the same port is served by utilityProcess
 * (with the RunAsNode fuse off, child_process.fork does not exist there).
 * Messages are structured-clone values; binary parts travel as Uint8Array.
 */
export interface Processes {
  start(options: StartOptions): ChildHandle;
}

export interface StartOptions {
  /** Module to run, as a `file:` URL: TypeScript from the source tree, JavaScript when packed. */
  readonly entry: URL;
  /** A name for logs. */
  readonly name: string;
  /** The child's whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** The child is killed when its resident memory passes this. */
  readonly memoryCapBytes: number;
}

export interface ChildHandle {
  readonly pid: number | null;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. `reason` is `memory` when the cap was passed. */
  onExit(listener: (exit: ChildExit) => void): void;
  kill(): void;
}

export interface ChildExit {
  readonly code: number | null;
  readonly reason: 'exit' | 'killed' | 'memory';
}
