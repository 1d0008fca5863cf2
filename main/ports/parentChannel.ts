/** The other end of a `ChildHandle`, inside the child. */
export interface ParentChannel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/**
 * The channel to the process that started this one. In Node the child ends when the channel closes: none outlives its
 * parent. In an Electron utility process the shell's child entry puts a port of its own under `process.send` and
 * `process.on('message')`, so that bytes do not pass the main process. Throws when nobody started it.
 */
export function parentChannel(): ParentChannel {
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
