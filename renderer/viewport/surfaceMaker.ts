import { coarseLabels } from './coarseLabels.ts';
import type { VoxelGrid } from './slicePlane.ts';
import type { SurfaceReply, SurfaceRequest } from './surface.worker.ts';
import type { SurfaceMesh } from './surfaceNet.ts';

/** Makes surfaces of labels in a worker of their own. */
export interface SurfaceMaker {
  make(grid: VoxelGrid & { readonly data: Uint8Array }, label: number): Promise<SurfaceMesh>;
  dispose(): void;
}

/** Surfaces from afar need no more than this. */
const voxelLimit = 12_000_000;

export function createSurfaceMaker(): SurfaceMaker {
  let worker: Worker | null = null;
  let nextId = 1;
  const waiting = new Map<number, (mesh: SurfaceMesh) => void>();
  const start = (): Worker => {
    const started = new Worker(new URL('./surface.worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', (event: MessageEvent<SurfaceReply>) => {
      waiting.get(event.data.id)?.(event.data.mesh);
      waiting.delete(event.data.id);
    });
    return started;
  };
  return {
    make: async (grid, label) => {
      worker ??= start();
      const id = nextId++;
      const coarse = coarseLabels(grid, voxelLimit);
      const request: SurfaceRequest = { id, grid: coarse, label };
      const result = new Promise<SurfaceMesh>((settle) => {
        waiting.set(id, settle);
      });
      worker.postMessage(request, { transfer: [coarse.data.buffer] });
      return result;
    },
    dispose: () => {
      worker?.terminate();
      worker = null;
      waiting.clear();
    },
  };
}
