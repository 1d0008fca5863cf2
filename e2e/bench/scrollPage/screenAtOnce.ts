/**
 * Lets the screen ask for the next frame at once instead of 60 times a second: what is measured is the work of an update,
 * not the wait for the screen. Imported before anything that draws.
 */
const channel = new MessageChannel();
const waiting = new Map<number, FrameRequestCallback>();
let last = 0;

channel.port1.addEventListener('message', () => {
  const due = [...waiting.values()];
  waiting.clear();
  for (const callback of due) callback(performance.now());
});
channel.port1.start();

Object.assign(globalThis, {
  requestAnimationFrame: (callback: FrameRequestCallback): number => {
    last += 1;
    waiting.set(last, callback);
    if (waiting.size === 1) channel.port2.postMessage(null);
    return last;
  },
  cancelAnimationFrame: (id: number): void => {
    waiting.delete(id);
  },
});
