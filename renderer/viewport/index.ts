export type { GlState } from './glHolder.ts';
export {
  computedVoi,
  firstVoi,
  headerVois,
  modalityOf,
  paddingOf,
  pipelineOf,
  valueFunction,
  voiFunctionOfSpec,
} from './greyFromSpec.ts';
export type { ImagePixels } from './imagePixels.ts';
export type { LabelPaint, SegmentPaint } from './labelOverlay.ts';
export type { CrosshairLine, DrawnMark, LabelLayer, PlaneScene } from './planeScene.ts';
export { prefetchOrder } from './prefetchOrder.ts';
export { greyShading, shadingOf, type Shading } from './shading.ts';
export type { ShownVoi } from './shownVoi.ts';
export {
  geometryOfSlice,
  placeOfVoxel,
  planeNames,
  planSlices,
  readSlice,
  slabSlices,
  voxelAt,
  type PlaneName,
  type Projection,
  type SlicePlan,
  type VoxelGrid,
} from './slicePlane.ts';
export { createStage, type PlanePane, type Stage, type VolumePane } from './stage.ts';
export { markTextBox } from './markTextBox.ts';
export type { DrawnSurface, VolumeContent } from './volumeScene.ts';
export { presetsFor, type VolumePreset } from './volumePresets.ts';
export type { LoadedVolume, VolumeState } from './volumeStore.ts';
export { planOfFrame } from './planOfFrame.ts';
