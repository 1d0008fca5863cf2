import { nodeProcesses } from '../nodeProcesses.ts';
import { endAboveMemory } from '../residentMemory.ts';
import { parentChannel } from '../parentChannel.ts';

// Entry of a child for the tests of the Processes port: does what it is told.

const channel = parentChannel();
channel.onMessage((message) => {
  const { task, bytes } = message as { readonly task: string; readonly bytes?: Uint8Array };
  switch (task) {
    case 'echo':
      channel.send({ bytes, environment: Object.keys(process.env) });
      break;
    case 'exit':
      return process.exit(3);
    case 'fill':
      return fill();
    case 'fill watched':
      endAboveMemory(2 ** 28);
      return fill();
    case 'start': {
      const child = nodeProcesses.start({
        entry: new URL(import.meta.url),
        name: 'grandchild',
        env: {},
        memoryCapBytes: 2 ** 30,
      });
      child.onMessage(() => channel.send({ pid: child.pid }));
      child.send({ task: 'echo' });
      break;
    }
    default:
      break;
  }
});

function fill(): never {
  const held: Uint8Array[] = [];
  for (;;) held.push(new Uint8Array(2 ** 25).fill(1));
}
