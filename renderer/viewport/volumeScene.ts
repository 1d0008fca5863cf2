import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import vtkImageData from '@kitware/vtk.js/Common/DataModel/ImageData';
import vtkPiecewiseFunction from '@kitware/vtk.js/Common/DataModel/PiecewiseFunction';
import vtkPolyData from '@kitware/vtk.js/Common/DataModel/PolyData';
import vtkActor from '@kitware/vtk.js/Rendering/Core/Actor';
import vtkColorTransferFunction from '@kitware/vtk.js/Rendering/Core/ColorTransferFunction';
import vtkMapper from '@kitware/vtk.js/Rendering/Core/Mapper';
import vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer';
import vtkVolume from '@kitware/vtk.js/Rendering/Core/Volume';
import vtkVolumeMapper from '@kitware/vtk.js/Rendering/Core/VolumeMapper';
import { percentileWindow } from '../../main/domain/greyWindow.ts';
import { cross, normalize, scale, type Vec3 } from '../../main/domain/space.ts';
import { sampleVolume, type SampledVolume } from './sampleVolume.ts';
import type { SurfaceMesh } from './surfaceNet.ts';
import { placePreset, type VolumePreset } from './volumePresets.ts';
import type { LoadedVolume } from './volumeStore.ts';

/** A segment as a surface in the volume. */
export interface DrawnSurface {
  readonly key: string;
  readonly mesh: SurfaceMesh;
  /** 0xRRGGBB. */
  readonly rgb: number;
  readonly opacity: number;
}

/** What a 3-D pane shows. */
export interface VolumeContent {
  readonly volume: LoadedVolume;
  readonly preset: VolumePreset;
  readonly showVolume: boolean;
  readonly surfaces: readonly DrawnSurface[];
}

/** LPS, mm. */
export interface SceneCamera {
  readonly position: Vec3;
  readonly focalPoint: Vec3;
  readonly viewUp: Vec3;
  readonly parallelScale: number;
}

/** One 3-D scene: a renderer that any GL window can take, whose state can be carried to another. */
export interface VolumeScene {
  readonly renderer: vtkRenderer;
  show(content: VolumeContent): void;
  rotate(deltaXRad: number, deltaYRad: number): void;
  /** Moves by shares of the pane's height. */
  pan(shareX: number, shareY: number): void;
  zoom(factor: number): void;
  /** Looks at the patient from the front, upright. */
  reset(): void;
  /** Patient directions of screen right and down. */
  directions(): { readonly rightLps: Vec3; readonly downLps: Vec3 } | null;
  /** From where the scene is seen, to be set again in another window. */
  camera(): SceneCamera;
  setCamera(camera: SceneCamera): void;
  /** Coarser rays while something moves. */
  setMoving(moving: boolean): void;
  /** Frees what the program holds; graphics memory goes with the window. */
  dispose(): void;
}

/** Builds an empty scene. On a software renderer a volume has at most 4 million voxels and no shading. */
export function createVolumeScene(kind: 'hardware' | 'software'): VolumeScene {
  const isSoftwareGl = kind === 'software';
  const voxelLimit = isSoftwareGl ? 4_000_000 : 48_000_000;
  const renderer = vtkRenderer.newInstance({ background: [0, 0, 0] });
  const mapper = vtkVolumeMapper.newInstance();
  const actor = vtkVolume.newInstance();
  actor.setMapper(mapper);
  mapper.setAutoAdjustSampleDistances(false);
  mapper.setMaximumSamplesPerRay(4000);
  let shown: VolumeContent | null = null;
  let stepMm = 1;
  const surfaces = new Map<string, { readonly actor: vtkActor; readonly mesh: SurfaceMesh }>();

  const setMoving = (moving: boolean): void => {
    mapper.setSampleDistance(stepMm * (isSoftwareGl ? (moving ? 2 : 1) : 0.7));
    mapper.setImageSampleDistance(moving && isSoftwareGl ? 2 : 1);
  };
  const setVolume = (volume: LoadedVolume): void => {
    const sampled = sampleVolume(volume, voxelLimit);
    const image = imageOf(sampled);
    stepMm = Math.min(...image.getSpacing());
    mapper.setInputData(image);
    setMoving(false);
  };
  const setPreset = (content: VolumeContent): void => {
    const found = percentileWindow(content.volume.data);
    const range =
      found.kind === 'window'
        ? {
            low: found.windowCenter - found.windowWidth / 2,
            high: found.windowCenter + found.windowWidth / 2,
          }
        : { low: 0, high: 1 };
    const { opacity, colour } = placePreset(content.preset, range);
    const opacityFunction = vtkPiecewiseFunction.newInstance();
    for (const [value, share] of opacity) opacityFunction.addPoint(value, share);
    const colourFunction = vtkColorTransferFunction.newInstance();
    for (const [value, red, green, blue] of colour) colourFunction.addRGBPoint(value, red, green, blue);
    const property = actor.getProperty();
    property.setRGBTransferFunction(0, colourFunction);
    property.setScalarOpacity(0, opacityFunction);
    property.setScalarOpacityUnitDistance(0, stepMm * 1.5);
    property.setInterpolationTypeToLinear();
    property.setShade(!isSoftwareGl);
    property.setAmbient(0.25);
    property.setDiffuse(0.8);
    property.setSpecular(0.2);
    property.setSpecularPower(12);
  };
  const setSurfaces = (wanted: readonly DrawnSurface[]): void => {
    for (const [key, entry] of surfaces) {
      if (wanted.some((surface) => surface.key === key && surface.mesh === entry.mesh)) continue;
      renderer.removeActor(entry.actor);
      surfaces.delete(key);
    }
    for (const surface of wanted) {
      const entry = surfaces.get(surface.key) ?? addSurface(surface);
      const property = entry.actor.getProperty();
      const { rgb } = surface;
      property.setColor((rgb >> 16) / 255, ((rgb >> 8) & 255) / 255, (rgb & 255) / 255);
      property.setOpacity(surface.opacity);
      property.setAmbient(0.25);
      property.setDiffuse(0.8);
      property.setSpecular(0.15);
    }
  };
  const addSurface = (surface: DrawnSurface): { readonly actor: vtkActor; readonly mesh: SurfaceMesh } => {
    const surfaceActor = vtkActor.newInstance();
    const surfaceMapper = vtkMapper.newInstance();
    surfaceMapper.setScalarVisibility(false);
    surfaceMapper.setInputData(polyDataOf(surface.mesh));
    surfaceActor.setMapper(surfaceMapper);
    renderer.addActor(surfaceActor);
    const entry = { actor: surfaceActor, mesh: surface.mesh };
    surfaces.set(surface.key, entry);
    return entry;
  };
  const camera = renderer.getActiveCamera();
  camera.setParallelProjection(true);
  const reset = (): void => {
    const bounds = actor.getBounds();
    const center = [0, 2, 4].map((axis) => ((bounds[axis] ?? 0) + (bounds[axis + 1] ?? 0)) / 2) as [
      number,
      number,
      number,
    ];
    const [width, depth, height] = [0, 2, 4].map((axis) => (bounds[axis + 1] ?? 0) - (bounds[axis] ?? 0)) as [
      number,
      number,
      number,
    ];
    const reach = Math.hypot(width, depth, height);
    camera.setFocalPoint(...center);
    camera.setPosition(center[0], center[1] - 2 * reach, center[2]);
    camera.setViewUp(0, 0, 1);
    camera.setParallelScale(Math.max(height, width, depth) * 0.56);
    renderer.resetCameraClippingRange();
  };
  return {
    renderer,
    show: (content) => {
      const isNew = shown?.volume !== content.volume;
      if (isNew) {
        setVolume(content.volume);
        if (shown === null) renderer.addVolume(actor);
      }
      if (isNew || shown?.preset !== content.preset) setPreset(content);
      actor.setVisibility(content.showVolume);
      setSurfaces(content.surfaces);
      if (isNew) reset();
      shown = content;
    },
    rotate: (deltaXRad, deltaYRad) => {
      camera.azimuth((-deltaXRad * 180) / Math.PI);
      camera.elevation((deltaYRad * 180) / Math.PI);
      camera.orthogonalizeViewUp();
      renderer.resetCameraClippingRange();
    },
    pan: (shareX, shareY) => {
      const directions = screenOf(camera);
      if (directions === null) return;
      const span = 2 * camera.getParallelScale();
      const shift = [0, 1, 2].map(
        (axis) =>
          -span * (shareX * (directions.rightLps[axis] ?? 0) + shareY * (directions.downLps[axis] ?? 0)),
      ) as [number, number, number];
      const moved = (point: readonly number[]): [number, number, number] => [
        (point[0] ?? 0) + shift[0],
        (point[1] ?? 0) + shift[1],
        (point[2] ?? 0) + shift[2],
      ];
      camera.setFocalPoint(...moved(camera.getFocalPoint()));
      camera.setPosition(...moved(camera.getPosition()));
      renderer.resetCameraClippingRange();
    },
    zoom: (factor) => {
      camera.setParallelScale(Math.min(5000, Math.max(1, camera.getParallelScale() / factor)));
    },
    reset,
    directions: () => screenOf(camera),
    camera: () => ({
      position: camera.getPosition(),
      focalPoint: camera.getFocalPoint(),
      viewUp: camera.getViewUp(),
      parallelScale: camera.getParallelScale(),
    }),
    setCamera: (from) => {
      camera.setPosition(...from.position);
      camera.setFocalPoint(...from.focalPoint);
      camera.setViewUp(...from.viewUp);
      camera.setParallelScale(from.parallelScale);
      renderer.resetCameraClippingRange();
    },
    setMoving,
    dispose: () => {
      renderer.removeVolume(actor);
      for (const entry of surfaces.values()) renderer.removeActor(entry.actor);
      surfaces.clear();
      actor.delete();
      mapper.delete();
      renderer.delete();
      shown = null;
    },
  };
}

interface CameraLike {
  getDirectionOfProjection(): readonly number[];
  getViewUp(): readonly number[];
}

function screenOf(camera: CameraLike): { readonly rightLps: Vec3; readonly downLps: Vec3 } | null {
  const forward = camera.getDirectionOfProjection() as unknown as Vec3;
  const up = camera.getViewUp() as unknown as Vec3;
  const right = normalize(cross(forward, up));
  if (right === null) return null;
  return { rightLps: right, downLps: scale(cross(right, forward), -1) };
}

function imageOf(volume: SampledVolume): vtkImageData {
  const image = vtkImageData.newInstance();
  const at = (index: number): number => volume.ijkToLps[index] ?? 0;
  const columns = [0, 4, 8].map((start): Vec3 => [at(start), at(start + 1), at(start + 2)]);
  const spacing = columns.map((column) => Math.hypot(...column)) as [number, number, number];
  image.setDimensions(volume.dims[0], volume.dims[1], volume.dims[2]);
  image.setSpacing(spacing);
  image.setOrigin([at(12), at(13), at(14)]);
  const direction = columns.flatMap((column, axis) => column.map((part) => part / (spacing[axis] ?? 1)));
  image.setDirection(Float64Array.from(direction) as unknown as Float32Array);
  const scalars = vtkDataArray.newInstance({ numberOfComponents: 1, values: unshared(volume.data) });
  image.getPointData().setScalars(scalars);
  return image;
}

/** WebGL takes no shared memory: values on a shared buffer are copied once. */
function unshared(data: SampledVolume['data']): SampledVolume['data'] {
  return data.buffer instanceof ArrayBuffer ? data : data.slice();
}

function polyDataOf(mesh: SurfaceMesh): vtkPolyData {
  const cells = new Uint32Array((mesh.triangles.length / 3) * 4);
  for (let from = 0, to = 0; from < mesh.triangles.length; from += 3, to += 4) {
    cells[to] = 3;
    cells.set(mesh.triangles.subarray(from, from + 3), to + 1);
  }
  const polyData = vtkPolyData.newInstance();
  polyData.getPoints().setData(mesh.points, 3);
  polyData.getPolys().setData(cells);
  return polyData;
}
