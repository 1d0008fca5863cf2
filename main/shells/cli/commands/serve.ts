import { fail, succeed } from '../../../domain/failure.ts';
import { libraryFolder } from '../../libraryFolder.ts';
import { serveLoopback } from '../../loopback/serve.ts';
import { loopbackServices, pageFolder, pageIsBuilt } from '../../serveServices.ts';
import { UsageError, type Command, type LineOutput } from '../command.ts';

export const serve: Command = {
  name: 'serve',
  operands: '',
  summary: 'Serves the workstation to a browser of this machine, prints its one-time address and stays.',
  count: [0, 0],
  options: { port: { type: 'string' } },
  run: async ({ options, global, ports, signal }) => {
    if (!pageIsBuilt())
      return fail('FILE_NOT_FOUND', 'The page is not built yet: run "npm run build" or "npm start".');
    const services = loopbackServices(libraryFolder(global.library), { ports, sample: true });
    await services.start(global.passphrase);
    const server = await serveLoopback({ api: services, pageFolder, port: portOf(options['port']) });
    async function* lines(): AsyncGenerator<LineOutput, number> {
      try {
        const url = server.invite();
        yield { value: { url }, text: `${url}\n` };
        await untilAborted(signal);
      } finally {
        await server.close();
        await services.close();
      }
      return 0;
    }
    return succeed({ kind: 'lines', lines: lines() });
  },
};

function portOf(text: string | boolean | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port takes a number.');
  return port;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
