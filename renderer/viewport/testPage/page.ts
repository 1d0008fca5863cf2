import { buildGreyLut, type GreyPipeline } from '../../../main/domain/greyLut.ts';
import { fitView, imageToCanvas } from '../../tools/index.ts';
import {
  createStage,
  geometryOfSlice,
  greyShading,
  planSlices,
  presetsFor,
  readSlice,
  type LoadedVolume,
  type PlaneName,
  type PlanePane,
  type PlaneScene,
  type Stage,
  type VolumePane,
} from '../index.ts';

/** What the browser tests do in a page that holds nothing but the stage and a generated volume. */

const dims = [512, 512, 300] as const;
const window40 = (center: number, width: number): GreyPipeline => ({
  modality: { kind: 'identity' },
  voi: { kind: 'window', function: 'LINEAR', windowCenter: center, windowWidth: width },
  presentation: 'IDENTITY',
  padding: null,
});

function generate(): LoadedVolume {
  const bytes = dims[0] * dims[1] * dims[2] * 2;
  const buffer = crossOriginIsolated ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  const data = new Int16Array(buffer as ArrayBuffer);
  for (let k = 0, at = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      const dy = (j - 256) ** 2;
      for (let i = 0; i < dims[0]; i++, at++) {
        const inside = (i - 256) ** 2 + dy < 180 ** 2;
        data[at] = inside ? ((i * 7 + j * 13 + k * 29) & 255) - 100 + (dy < 900 ? 600 : 0) : -1000;
      }
    }
  }
  return {
    volumeId: 'generated',
    dims,
    data,
    spacingMm: [0.7, 0.7, 1],
    ijkToLps: [0.7, 0, 0, 0, 0, 0.7, 0, 0, 0, 0, 1, 0, -179, -179, 0, 1],
    range: { min: -1000, max: 755 },
    unit: 'HU',
  };
}

const volume = generate();
const stage: Stage = createStage({
  reader: {
    read: () => {
      throw new Error('the test page reads nothing');
    },
    dispose: () => undefined,
  },
});

const canvasOf = (id: string, owner: Document = document): HTMLCanvasElement => {
  const found = owner.querySelector<HTMLCanvasElement>(`#${id}`);
  if (found === null) throw new Error(`no canvas ${id}`);
  return found;
};

let spare: LoadedVolume['data'] | null = null;

function sceneOf(
  plane: PlaneName,
  slice: number,
  pipeline: GreyPipeline,
  size = { width: 512, height: 512 },
): PlaneScene {
  const plan = planSlices(volume, plane);
  const geometry = plan === null ? null : geometryOfSlice(plan, volume, slice);
  if (plan === null || geometry === null) throw new Error('no plane');
  const pixels = readSlice(volume, plan, { slice, slices: 1, projection: 'maximum', reuse: spare });
  return {
    image: { pixels, shading: greyShading(pixels, pipeline), isPadding: null },
    toCanvas: imageToCanvas(geometry, fitView, size),
    blocky: false,
    labels: [],
    marks: [],
    crosshair: null,
    brush: null,
    scaleBarPxPerMm: null,
  };
}

/** Reads one pixel, so that the picture has to be finished. */
function finish(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((first, second) => first - second)[times.length >> 1] ?? 0;
}

function timed(
  count: number,
  canvas: HTMLCanvasElement,
  pane: PlanePane,
  scene: (step: number) => PlaneScene,
): number {
  const times = Array.from({ length: count }, (_, step) => {
    const from = performance.now();
    pane.show(scene(step));
    pane.drawNow();
    finish(canvas);
    return performance.now() - from;
  });
  return medianOf(times);
}

async function until(test: () => boolean, limitMs: number): Promise<number> {
  const from = performance.now();
  while (!test()) {
    if (performance.now() - from > limitMs) throw new Error('waited too long');
    await new Promise((settle) => setTimeout(settle, 5));
  }
  return performance.now() - from;
}

function meanGrey(canvas: HTMLCanvasElement): number {
  const { width, height } = canvas;
  const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += data[at] ?? 0;
  return sum / (width * height);
}

async function openVolume(): Promise<VolumePane> {
  const pane = stage.volumePane(canvasOf('volume'));
  const preset = presetsFor('HU')[0];
  if (preset === undefined) throw new Error('no preset');
  await until(() => pane.size().width > 0, 1000);
  pane.show({ volume, preset, showVolume: true, surfaces: [] });
  await until(() => stage.gl.state().kind === 'ready', 10_000);
  pane.drawNow();
  return pane;
}

/** Differences of the drawn picture to the table of the standard, over all pixels of a slice at one to one. */
function exactness(): { readonly wrong: number; readonly pixels: number } {
  const canvas = canvasOf('plane');
  const pane = stage.planePane(canvas);
  const pipeline = window40(40, 80);
  const scene = sceneOf('axial', 100, pipeline);
  pane.show(scene);
  pane.drawNow();
  const drawn = canvas.getContext('2d')?.getImageData(0, 0, 512, 512).data ?? new Uint8ClampedArray();
  const lut = buildGreyLut(pipeline, { min: -1000, max: 755 });
  const { data } = scene.image.pixels;
  let wrong = 0;
  for (let at = 0; at < data.length; at++) {
    if (drawn[at * 4] !== lut.grey[(data[at] ?? 0) - lut.firstStored]) wrong += 1;
  }
  pane.release();
  return { wrong, pixels: data.length };
}

function speed(): Readonly<Record<string, number>> {
  const canvas = canvasOf('plane');
  const pane = stage.planePane(canvas);
  const soft = window40(40, 400);
  timed(20, canvas, pane, (step) => sceneOf('axial', step, soft));
  const fixed = sceneOf('axial', 150, soft);
  const held = Array.from({ length: 100 }, (_, step) => sceneOf('axial', step * 3, soft));
  spare = held.pop()?.image.pixels.data as LoadedVolume['data'];
  const scrollHeld = (): number =>
    timed(99, canvas, pane, (step) => {
      const scene = held[step] ?? fixed;
      return { ...scene, image: { ...scene.image, shading: greyShading(scene.image.pixels, soft) } };
    });
  scrollHeld();
  const result = {
    stackScrollMs: scrollHeld(),
    axialMs: timed(100, canvas, pane, (step) => sceneOf('axial', step * 2, soft)),
    windowMs: timed(100, canvas, pane, (step) => ({
      ...fixed,
      image: { ...fixed.image, shading: greyShading(fixed.image.pixels, window40(40 + step, 400 + step)) },
    })),
    coronalMs: timed(50, canvas, pane, (step) => sceneOf('coronal', 100 + step, soft)),
    sagittalMs: timed(50, canvas, pane, (step) => sceneOf('sagittal', 100 + step, soft)),
  };
  pane.release();
  return result;
}

/** Loses the context as a driver would, and tells how long the picture took to come back and whether it is the same. */
async function contextLoss(): Promise<{
  readonly backMs: number;
  readonly before: number;
  readonly after: number;
}> {
  const pane = await openVolume();
  pane.rotate(60, 20);
  pane.drawNow();
  const letters = JSON.stringify(pane.letters());
  const before = meanGrey(canvasOf('volume'));
  const states: string[] = [];
  const stop = stage.gl.onChange((state) => states.push(state.kind));
  stage.gl.loseForTest();
  await until(() => states.includes('lost'), 2000);
  const backMs = await until(() => stage.gl.state().kind === 'ready', 5000);
  stop();
  pane.drawNow();
  const after = meanGrey(canvasOf('volume'));
  if (JSON.stringify(pane.letters()) !== letters) throw new Error('the camera was lost');
  pane.release();
  return { backMs, before, after };
}

/** Panes come and go; the one window stays. */
async function cycle(): Promise<void> {
  const plane = stage.planePane(canvasOf('plane'));
  plane.show(sceneOf('axial', 10, window40(40, 400)));
  plane.drawNow();
  const pane = await openVolume();
  pane.release();
  plane.release();
}

/** A pane of this stage on a canvas of another window: the same voxels, drawn from here. */
function drawInto(child: Window): { readonly mean: number; readonly shared: boolean } {
  const canvas = canvasOf('plane', child.document);
  const pane = stage.planePane(canvas);
  pane.show(sceneOf('axial', 100, window40(40, 400)));
  pane.drawNow();
  const mean = meanGrey(canvas);
  pane.release();
  return { mean, shared: volume.data.buffer instanceof SharedArrayBuffer };
}

let child: Window | null = null;
const viewportTest = {
  exactness,
  speed,
  contextLoss,
  cycle,
  openChild: async (): Promise<ReturnType<typeof drawInto>> => {
    child = window.open('./child.html', 'child', 'width=700,height=700');
    const opened = child;
    if (opened === null) throw new Error('no second window');
    await until(
      () => opened.document.readyState === 'complete' && opened.document.querySelector('#plane') !== null,
      5000,
    );
    return drawInto(opened);
  },
  closeChild: (): void => child?.close(),
  gl: () => stage.gl.state(),
};
Object.assign(globalThis, { viewportTest });
