import type { Kernels } from '../../native/index.ts';
import type { Library } from '../library/library.ts';
import type { Session } from '../library/users.ts';
import type { DecoderPool } from '../pixels/decoderPool.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Logger } from '../ports/logger.ts';
import type { EventHub } from './eventHub.ts';
import type { PixelAccess } from './pixelAccess.ts';
import type { Segmenter } from './segmenter.ts';
import type { SeriesLibrary } from './seriesLibrary.ts';
import type { VolumeShelf } from './volumeShelf.ts';

/** An open library with a user who acts, and everything that works on it. What the handlers are given. */
export interface Workspace {
  readonly library: Library;
  readonly session: Session;
  readonly kernels: Pick<Kernels, 'engine' | 'reason'>;
  readonly decoders: DecoderPool;
  readonly pixels: PixelAccess;
  readonly series: SeriesLibrary;
  readonly volumes: VolumeShelf;
  readonly segmenter: Segmenter;
  readonly hub: EventHub;
  readonly files: Files;
  readonly clock: Clock;
  readonly logger: Logger;
}
