/**
 * What the preload script puts on `window.axial` in the Electron shell.
 * Absent in the loopback shell: the page then speaks HTTP.
 */
export interface AxialBridge {
  /** Answers `Result` as plain data; the page parses it with the contract before it trusts it. */
  call(name: string, input: unknown): Promise<unknown>;
  /** Returns how to stop listening. Payloads are parsed by the page. */
  on(name: string, listener: (payload: unknown) => void): () => void;
  /** Absolute paths of dropped or chosen files, in their order; a file without a path is left out. */
  pathsOf(files: readonly File[]): readonly string[];
}

declare global {
  interface Window {
    readonly axial?: AxialBridge;
  }
}
