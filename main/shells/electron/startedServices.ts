import type { ApiFace } from '../../api/face.ts';
import type { Logger } from '../../ports/logger.ts';
import type { EntryServices } from './serviceEntry.ts';

/** Services that still have to open their library. */
export interface StartableServices extends ApiFace {
  close(): Promise<void>;
  start(passphrase: string | null): Promise<void>;
}

/**
 * Opens the library and resolves as soon as its state is known: a first start goes on filling the sample library while
 * the window is shown already.
 */
export async function startedServices(
  services: StartableServices,
  options: { readonly passphrase: string | null; readonly logger: Logger },
): Promise<EntryServices> {
  const known = Promise.withResolvers<void>();
  const stop = services.on('library.changed', () => known.resolve());
  const started = services.start(options.passphrase).catch(() => {
    options.logger.error('services.library-start-failed');
  });
  await Promise.race([known.promise, started]);
  stop();
  return { api: services, close: () => services.close() };
}
