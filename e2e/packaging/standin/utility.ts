import { EventEmitter } from 'node:events';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { isWire, StandinPort, type Wire } from './ports.ts';

// A utility process of the stand-in: the module it is for sees `process.parentPort` and no `process.send`.
const send = process.send?.bind(process) ?? ((): boolean => false);
const waiting: { data: unknown; ports: readonly StandinPort[] }[] = [];
const ports = new Map<number, StandinPort>();

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ standin: true, kind: 'message', data, ports: [] } satisfies Wire);
  }
}

const parentPort = new ParentPort();
const deliver = (): void => {
  while (parentPort.listenerCount('message') > 0 && waiting.length > 0)
    parentPort.emit('message', waiting.shift());
};
parentPort.on('newListener', () => setImmediate(deliver));

/** The end that stays here: what the module sends goes to the main process, what comes from there is taken. */
function localEnd(id: number): StandinPort {
  const { port1, port2 } = StandinPort.pair();
  port2.sendTo((data) => send({ standin: true, kind: 'port', id, data } satisfies Wire));
  ports.set(id, port2);
  return port1;
}

function take(wire: Wire): void {
  if (wire.kind === 'port') {
    ports.get(wire.id)?.postMessage(wire.data);
    return;
  }
  waiting.push({ data: wire.data, ports: wire.ports.map(localEnd) });
  deliver();
}

// The wire is hidden from the module: a utility process hears no `message` of its own.
const emit = process.emit.bind(process) as (event: string, ...values: readonly unknown[]) => boolean;
const emitOrTake = (event: string, ...values: readonly unknown[]): boolean => {
  if (event === 'message' && isWire(values[0])) {
    take(values[0]);
    return true;
  }
  return emit(event, ...values);
};
Object.defineProperty(process, 'emit', { value: emitOrTake, writable: true, configurable: true });
// Without a listener Node holds what arrives back.
process.on('message', () => undefined);
process.once('disconnect', () => process.exit());
Object.defineProperty(process, 'parentPort', { value: parentPort, enumerable: true });
Object.defineProperty(process, 'send', { value: undefined, writable: true, configurable: true });

const [, , modulePath = ''] = process.argv;
await import(pathToFileURL(modulePath).href);
