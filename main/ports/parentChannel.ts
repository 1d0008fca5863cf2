/** The other end of a `ChildHandle`, inside the child. */
export interface ParentChannel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Electron's utilityProcess has this in place of `process.send`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * The channel to the process that started this one, in plain Node and in an Electron utility process.
 * In Node the child ends when the channel closes: none outlives its parent. Throws when nobody started it.
 */
export function parentChannel(): ParentChannel {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    };
  }
  if (process.send === undefined) throw new Error('this module runs as a child process only');
  const send = process.send.bind(process);
  process.once('disconnect', () => process.exit());
  return {
    send: (message) => {
      send(message);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
}
