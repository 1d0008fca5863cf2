import { loadKernels } from '../../native/index.ts';
import type { Library } from '../library/library.ts';
import type { Session } from '../library/users.ts';
import { createDecoderPool } from '../pixels/decoderPool.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Logger } from '../ports/logger.ts';
import type { Processes } from '../ports/processes.ts';
import type { EventHub } from './eventHub.ts';
import { defineJobs } from './jobKinds.ts';
import { openPixelAccess } from './pixelAccess.ts';
import { createSegmenter } from './segmenter.ts';
import { openSeriesLibrary } from './seriesLibrary.ts';
import type { Uploads } from './uploads.ts';
import { createVolumeShelf } from './volumeShelf.ts';
import type { Workspace } from './workspace.ts';

/** Decoded volumes that windows may hold open together. */
const volumeBudgetBytes = 1.5 * 1024 ** 3;

/** Where the modules are that run outside this thread; those of the source tree unless the program is packed. */
export interface Entries {
  readonly decoder?: URL;
  readonly segmenter?: URL;
}

/** Puts everything that works on a library around it. It ends with the library: on lock the volumes are zeroed. */
export function openWorkspace(options: {
  readonly library: Library;
  readonly session: Session;
  readonly processes: Processes;
  readonly hub: EventHub;
  readonly files: Files;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Decoder processes at most. */
  readonly decoders: number;
  readonly uploads: Uploads;
  readonly entries?: Entries;
}): Workspace {
  const { library, session, processes, files, hub, clock, logger, decoders, uploads, entries = {} } = options;
  const pool = createDecoderPool({
    processes,
    size: decoders,
    ...(entries.decoder === undefined ? {} : { entry: entries.decoder }),
  });
  const pixels = openPixelAccess(library.vault, pool);
  const volumes = createVolumeShelf(volumeBudgetBytes);
  const { engine, reason } = loadKernels();
  const workspace: Workspace = {
    library,
    session,
    kernels: { engine, reason },
    decoders: pool,
    pixels,
    series: openSeriesLibrary({ library, pixels, decoders }),
    volumes,
    segmenter: createSegmenter(entries.segmenter),
    hub,
    files,
    clock,
    logger,
  };
  defineJobs(workspace, uploads);
  library.onLock(() => {
    volumes.clear();
    pool.close();
  });
  return workspace;
}
