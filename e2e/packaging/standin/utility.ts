import { EventEmitter } from 'node:events';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { StandinPort, type Wire } from './ports.ts';

// A utility process of the stand-in: the module it is for sees `process.parentPort` and no `process.send`.
const send = process.send?.bind(process) ?? ((): boolean => false);
const waiting: { data: unknown; ports: readonly StandinPort[] }[] = [];
const ports = new Map<number, StandinPort>();

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ kind: 'message', data, ports: [] } satisfies Wire);
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
  port2.sendTo((data) => send({ kind: 'port', id, data } satisfies Wire));
  ports.set(id, port2);
  return port1;
}

process.on('message', (wire: Wire) => {
  if (wire.kind === 'port') {
    ports.get(wire.id)?.postMessage(wire.data);
    return;
  }
  waiting.push({ data: wire.data, ports: wire.ports.map(localEnd) });
  deliver();
});
process.once('disconnect', () => process.exit());
Object.defineProperty(process, 'parentPort', { value: parentPort, enumerable: true });
Object.defineProperty(process, 'send', { value: undefined, writable: true, configurable: true });

const [, , modulePath = ''] = process.argv;
await import(pathToFileURL(modulePath).href);
