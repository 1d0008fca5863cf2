import { EventEmitter } from 'node:events';

/** One end of a channel inside a process, or the near end of one whose far end is in another process. */
export class StandinPort extends EventEmitter {
  private other: StandinPort | null = null;
  private forward: ((data: unknown) => void) | null = null;
  private started = false;
  private readonly queue: unknown[] = [];

  /** Two ends of one channel. */
  static pair(): { readonly port1: StandinPort; readonly port2: StandinPort } {
    const [port1, port2] = [new StandinPort(), new StandinPort()];
    port1.other = port2;
    port2.other = port1;
    return { port1, port2 };
  }

  postMessage(data: unknown): void {
    this.other?.take(data);
  }

  /** From now on what arrives goes to another process. */
  sendTo(forward: (data: unknown) => void): void {
    this.forward = forward;
    for (const data of this.queue.splice(0)) forward(data);
  }

  take(data: unknown): void {
    if (this.forward !== null) this.forward(data);
    else if (this.started) setImmediate(() => this.emit('message', { data, ports: [] }));
    else this.queue.push(data);
  }

  start(): void {
    this.started = true;
    for (const data of this.queue.splice(0)) this.take(data);
  }

  close(): void {
    this.other?.emit('close');
    this.emit('close');
  }
}

/** What goes over the wire between the stand-in's processes. */
export type Wire = { readonly standin: true } & (
  | { readonly kind: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'port'; readonly id: number; readonly data: unknown }
);

export function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && 'standin' in value;
}
