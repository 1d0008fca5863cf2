import { EventEmitter } from 'node:events';
import type { MessagePortMain } from 'electron/main';

/** One end of a message channel: queues until started, clones what it carries, and arrives later, as the real one does. */
export class FakePort extends EventEmitter {
  other: FakePort | null = null;
  private started = false;
  private closed = false;
  private readonly queue: unknown[] = [];

  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message);
    queueMicrotask(() => this.other?.take(data));
  }

  start(): void {
    this.started = true;
    for (const data of this.queue.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    queueMicrotask(() => {
      this.other?.emit('close');
    });
  }

  private take(data: unknown): void {
    if (this.closed) return;
    if (this.started) this.emit('message', { data, ports: [] });
    else this.queue.push(data);
  }
}

export class FakeChannel {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;
  constructor() {
    const one = new FakePort();
    const two = new FakePort();
    one.other = two;
    two.other = one;
    this.port1 = one;
    this.port2 = two;
  }
}

/** `process.parentPort` as a child sees it. */
export class FakeParentPort extends EventEmitter {
  private readonly child: FakeUtilityProcess;
  constructor(child: FakeUtilityProcess) {
    super();
    this.child = child;
  }
  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message);
    queueMicrotask(() => this.child.emit('message', data));
  }
}

/** A utility process without a process: a test plays its part through `parentPort` and `end`. */
export class FakeUtilityProcess extends EventEmitter {
  readonly parentPort = new FakeParentPort(this);
  readonly modulePath: string;
  readonly options: Electron.ForkOptions;
  pid: number | undefined;
  ended = false;
  constructor(modulePath: string, options: Electron.ForkOptions, pid: number) {
    super();
    this.modulePath = modulePath;
    this.options = options;
    queueMicrotask(() => {
      this.pid = pid;
      this.emit('spawn');
    });
  }

  postMessage(message: unknown, ports: MessagePortMain[] = []): void {
    const data: unknown = structuredClone(message);
    queueMicrotask(() => {
      if (!this.ended) this.parentPort.emit('message', { data, ports });
    });
  }

  kill(): boolean {
    queueMicrotask(() => this.end(15));
    return true;
  }

  end(code: number): void {
    if (this.ended) return;
    this.ended = true;
    this.pid = undefined;
    this.emit('exit', code);
  }
}
