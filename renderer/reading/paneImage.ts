import type { Failure } from '../../main/domain/failure.ts';
import type { Vec3 } from '../../main/domain/space.ts';
import type { FrameInfo, GreySpec, SeriesView, StackInfo } from '../../preload/contract/pixels.ts';
import { planeOfFrame, type PlaneGeometry } from '../tools/index.ts';
import {
  computedVoi,
  geometryOfSlice,
  headerVois,
  placeOfVoxel,
  planSlices,
  readSlice,
  shadingOf,
  slabSlices,
  type ImagePixels,
  type LoadedVolume,
  type Shading,
  type ShownVoi,
  type SlicePlan,
  type Stage,
} from '../viewport/index.ts';
import { middleOf, stackId, type Look, type PaneContent, type StackRef } from './paneContent.ts';
import type { SeriesCache } from './seriesCache.ts';

/** A flat image that is ready to be drawn, with all that is to be said about it. */
export interface ReadyImage {
  readonly kind: 'ready';
  readonly series: SeriesView;
  readonly stack: StackInfo;
  readonly geometry: PlaneGeometry;
  readonly pixels: ImagePixels;
  readonly spec: GreySpec;
  /** What is shown; null for colour. */
  readonly voi: ShownVoi | null;
  readonly shading: Shading;
  /** 0-based, of `count`. */
  readonly slice: number;
  readonly count: number;
  /** The frame whose pixels these are; null for a plane of a volume. */
  readonly frame: FrameInfo | null;
  /** The volume and plane they were read from; null for a frame. */
  readonly plane: {
    readonly volume: LoadedVolume;
    readonly plan: SlicePlan;
    readonly slabSlices: number;
  } | null;
}

/** An image on its way; `total` null while the size is not known. */
export interface LoadingImage {
  readonly kind: 'loading';
  readonly done: number;
  readonly total: number | null;
  readonly slice: number;
  readonly count: number;
}

export type PaneImage =
  | { readonly kind: 'empty' }
  | LoadingImage
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly slice: number;
      readonly count: number;
    }
  | ReadyImage;

interface ImageSources {
  readonly cache: SeriesCache;
  readonly stage: Pick<Stage, 'frames' | 'volumes'>;
}

/** Finds the image of one pane. Keeps the last picture, so that equal questions get the same objects back. */
export interface PaneImages {
  find(content: PaneContent, crosshair: Vec3 | null): PaneImage;
}

const loading: LoadingImage = { kind: 'loading', done: 0, total: null, slice: 0, count: 0 };

export function createPaneImages(sources: ImageSources): PaneImages {
  const { cache, stage } = sources;
  let sliceMemo: {
    readonly key: string;
    readonly volume: LoadedVolume;
    readonly pixels: ImagePixels;
  } | null = null;
  /** The slice before the last: what is on screen is never overwritten. */
  let spare: ImagePixels['data'] | null = null;
  let shadingMemo: {
    readonly pixels: ImagePixels;
    readonly spec: GreySpec;
    readonly voi: ShownVoi | null;
    readonly invert: boolean;
    readonly shading: Shading;
  } | null = null;
  const computed = new Map<string, ShownVoi>();
  const volumeSpecs = new Map<string, GreySpec>();

  const shadingFor = (
    pixels: ImagePixels,
    spec: GreySpec,
    voi: ShownVoi | null,
    invert: boolean,
  ): Shading => {
    const same =
      shadingMemo?.pixels === pixels &&
      shadingMemo.spec === spec &&
      sameVoi(shadingMemo.voi, voi) &&
      shadingMemo.invert === invert;
    if (!same || shadingMemo === null) {
      shadingMemo = { pixels, spec, voi, invert, shading: shadingOf(pixels, spec, voi, invert) };
    }
    return shadingMemo.shading;
  };
  /** Windows that the header lacks are computed once for a stack, so that they do not change from slice to slice. */
  const voiFor = (ref: StackRef, look: Look, pixels: ImagePixels, spec: GreySpec): ShownVoi | null => {
    if (pixels.samplesPerPixel > 1 || spec.palette !== null) return null;
    if (look.voi !== null && (look.voi.kind === 'window' || spec.voiLuts[look.voi.index] !== undefined)) {
      return look.voi;
    }
    const fromHeader = headerVois(spec)[0];
    if (fromHeader !== undefined) return fromHeader;
    const known = computed.get(stackId(ref)) ?? computedVoi(spec, pixels);
    computed.set(stackId(ref), known);
    return known;
  };

  const findFrame = (content: Extract<PaneContent, { kind: 'stack' }>, series: SeriesView): PaneImage => {
    const stack = series.stacks[content.ref.stack];
    const count = stack?.frames.length ?? 0;
    const slice = Math.min(content.slice, count - 1);
    const frame = stack?.frames[slice];
    if (stack === undefined || frame === undefined) return { kind: 'empty' };
    const state = stage.frames.state(frame);
    if (state.kind === 'failed') return { kind: 'failed', failure: state.failure, slice, count };
    const spec = series.greys[frame.grey];
    if (state.kind !== 'ready' || spec === undefined) return { ...loading, slice, count };
    const { pixels } = state;
    const voi = voiFor(content.ref, content.look, pixels, spec);
    return {
      kind: 'ready',
      series,
      stack,
      geometry: planeOfFrame(frame),
      pixels,
      spec,
      voi,
      shading: shadingFor(pixels, spec, voi, content.look.invert),
      slice,
      count,
      frame,
      plane: null,
    };
  };

  const findPlane = (
    content: Extract<PaneContent, { kind: 'plane' }>,
    series: SeriesView,
    crosshair: Vec3 | null,
  ): PaneImage => {
    const { ref, look } = content;
    const asked = cache.volume(ref);
    if (asked.kind === 'failed') return { ...asked, slice: 0, count: 0 };
    if (asked.kind === 'loading') return loading;
    const state = stage.volumes.open(asked.value);
    if (state.kind === 'failed') return { ...state, slice: 0, count: 0 };
    if (state.kind === 'loading') return { ...loading, done: state.done, total: state.total };
    const { volume } = state;
    const stack = series.stacks[ref.stack];
    const plan = planSlices(volume, content.plane);
    const firstFrame = stack?.frames[0];
    const frameSpec = firstFrame === undefined ? undefined : series.greys[firstFrame.grey];
    if (plan === null || stack === undefined || frameSpec === undefined) return { kind: 'empty' };
    const at = placeOfVoxel(plan, volume, crosshair ?? middleOf(volume.dims));
    const slice = Math.min(plan.count - 1, Math.max(0, Math.round(at.slice)));
    const geometry = geometryOfSlice(plan, volume, slice);
    if (geometry === null) return { kind: 'empty' };
    const slices = slabSlices(plan, content.slabMm);
    const key = [content.plane, slice, slices, content.projection].join(' ');
    if (sliceMemo?.key !== key || sliceMemo.volume !== volume) {
      const { projection } = content;
      const pixels = readSlice(volume, plan, { slice, slices, projection, reuse: spare });
      spare = sliceMemo?.pixels.data ?? null;
      sliceMemo = { key, volume, pixels };
    }
    const { pixels } = sliceMemo;
    const spec = volumeSpecs.get(stackId(ref)) ?? rescaledSpec(frameSpec);
    volumeSpecs.set(stackId(ref), spec);
    const voi = voiFor(ref, look, pixels, spec);
    return {
      kind: 'ready',
      series,
      stack,
      geometry,
      pixels,
      spec,
      voi,
      shading: shadingFor(pixels, spec, voi, look.invert),
      slice,
      count: plan.count,
      frame: null,
      plane: { volume, plan, slabSlices: slices },
    };
  };

  return {
    find: (content, crosshair) => {
      if (content.kind === 'empty' || content.kind === 'volume') return { kind: 'empty' };
      const series = cache.series(content.ref.seriesKey);
      if (series.kind === 'failed') return { ...series, slice: 0, count: 0 };
      if (series.kind === 'loading') return loading;
      return content.kind === 'stack'
        ? findFrame(content, series.value)
        : findPlane(content, series.value, crosshair);
    },
  };
}

/** The grey description of values that are rescaled already. */
function rescaledSpec(spec: GreySpec): GreySpec {
  return { ...spec, slope: 1, intercept: 0, modalityLut: null, padding: null };
}

function sameVoi(first: ShownVoi | null, second: ShownVoi | null): boolean {
  if (first === second) return true;
  if (first?.kind !== 'window' || second?.kind !== 'window') return false;
  return first.center === second.center && first.width === second.width && first.function === second.function;
}
