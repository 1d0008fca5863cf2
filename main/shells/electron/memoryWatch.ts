import type { App } from 'electron/main';

/** Looks after processes whose memory is capped. */
export interface MemoryWatch {
  /** Calls `onExceeded` once when the process passes its cap; returns how to stop looking. */
  watch(process: {
    readonly pid: () => number | undefined;
    readonly capBytes: number;
    readonly onExceeded: () => void;
  }): () => void;
}

/** How often memory is looked at. A child that writes 4 GB/s overshoots its cap by 400 MB. */
const intervalMs = 100;

/** Watches by `app.getAppMetrics`, which knows the resident memory of every process of the app on every platform. */
export function watchAppMemory(app: Pick<App, 'getAppMetrics'>): MemoryWatch {
  const watched = new Set<Parameters<MemoryWatch['watch']>[0]>();
  let timer: NodeJS.Timeout | null = null;
  const look = (): void => {
    const residentBytes = new Map(
      app.getAppMetrics().map(({ pid, memory }) => [pid, memory.workingSetSize * 1024]),
    );
    for (const process of watched) {
      const pid = process.pid();
      if (pid === undefined || (residentBytes.get(pid) ?? 0) <= process.capBytes) continue;
      remove(process);
      process.onExceeded();
    }
  };
  const remove = (process: Parameters<MemoryWatch['watch']>[0]): void => {
    watched.delete(process);
    if (watched.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
  return {
    watch(process) {
      watched.add(process);
      timer ??= setInterval(look, intervalMs).unref();
      return () => remove(process);
    },
  };
}
