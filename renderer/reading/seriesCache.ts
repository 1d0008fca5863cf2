import type { Failure } from '../../main/domain/failure.ts';
import type { Transport } from '../../preload/contract/contract.ts';
import type { SeriesView, VolumeHandle } from '../../preload/contract/pixels.ts';
import { stackId, type StackRef } from './paneContent.ts';

/** Something that is asked for once. */
export type Asked<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What the services told about the series and volumes of a study; each is asked for once. */
export interface SeriesCache {
  /** Asks at the first call. */
  series(seriesKey: string): Asked<SeriesView>;
  /** Asks the services to assemble a volume, at the first call. */
  volume(ref: StackRef): Asked<VolumeHandle>;
  /** Forgets a failure, so that the next call asks again. */
  retry(ref: StackRef): void;
  onChange(listener: () => void): () => void;
  /** Grows with every change. */
  revision(): number;
  /** Lets the services forget the volumes. */
  dispose(): void;
}

export function createSeriesCache(transport: Pick<Transport, 'call'>): SeriesCache {
  const seriesByKey = new Map<string, Asked<SeriesView>>();
  const volumes = new Map<string, Asked<VolumeHandle>>();
  const listeners = new Set<() => void>();
  let revision = 0;
  let isDisposed = false;
  const changed = (): void => {
    revision += 1;
    for (const listener of listeners) listener();
  };
  const askVolume = async (ref: StackRef): Promise<void> => {
    const result = await transport.call('volume.open', { seriesKey: ref.seriesKey, stack: ref.stack });
    if (isDisposed) {
      if (result.ok) await transport.call('volume.close', { volumeId: result.value.volumeId });
      return;
    }
    volumes.set(
      stackId(ref),
      result.ok ? { kind: 'ready', value: result.value } : { kind: 'failed', failure: result.failure },
    );
    changed();
  };
  const askSeries = async (seriesKey: string): Promise<void> => {
    const result = await transport.call('series.open', { seriesKey });
    if (isDisposed) return;
    seriesByKey.set(
      seriesKey,
      result.ok ? { kind: 'ready', value: result.value } : { kind: 'failed', failure: result.failure },
    );
    changed();
  };
  return {
    series: (seriesKey) => {
      const known = seriesByKey.get(seriesKey);
      if (known !== undefined) return known;
      seriesByKey.set(seriesKey, { kind: 'loading' });
      void askSeries(seriesKey);
      return { kind: 'loading' };
    },
    volume: (ref) => {
      const known = volumes.get(stackId(ref));
      if (known !== undefined) return known;
      volumes.set(stackId(ref), { kind: 'loading' });
      void askVolume(ref);
      return { kind: 'loading' };
    },
    retry: (ref) => {
      if (seriesByKey.get(ref.seriesKey)?.kind === 'failed') seriesByKey.delete(ref.seriesKey);
      if (volumes.get(stackId(ref))?.kind === 'failed') volumes.delete(stackId(ref));
      changed();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revision: () => revision,
    dispose: () => {
      isDisposed = true;
      listeners.clear();
      for (const volume of volumes.values()) {
        if (volume.kind === 'ready') void transport.call('volume.close', { volumeId: volume.value.volumeId });
      }
      volumes.clear();
      seriesByKey.clear();
    },
  };
}
