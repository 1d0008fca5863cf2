import type { VoxelGrid } from './slicePlane.ts';
import { surfaceNet, type SurfaceMesh } from './surfaceNet.ts';

/** Asks for the surface of one label. The grid's bytes may be shared or are moved here. */
export interface SurfaceRequest {
  readonly id: number;
  readonly grid: VoxelGrid & { readonly data: Uint8Array };
  readonly label: number;
}

export interface SurfaceReply {
  readonly id: number;
  readonly mesh: SurfaceMesh;
}

globalThis.addEventListener('message', (event: MessageEvent<SurfaceRequest>) => {
  const { id, grid, label } = event.data;
  const mesh = surfaceNet(grid, label);
  const reply: SurfaceReply = { id, mesh };
  postMessage(reply, { transfer: [mesh.points.buffer, mesh.triangles.buffer] as Transferable[] });
});
