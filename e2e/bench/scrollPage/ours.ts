import './screenAtOnce.ts';
import type { GreyPipeline } from '../../../main/domain/greyLut.ts';
import { fitView, imageToCanvas, type PlaneGeometry } from '../../../renderer/tools/index.ts';
import { createStage, greyShading, type ImagePixels } from '../../../renderer/viewport/index.ts';
import { madeStack, stackRange, stackSize } from './madeStack.ts';
import { offer, screenTick, type Look } from './surface.ts';

/** The bench page with the viewport of the program: its stage, its grey table and its painter. */
const { columns, rows } = stackSize;
const images = madeStack().map((data): ImagePixels => ({
  columns,
  rows,
  samplesPerPixel: 1,
  data,
  range: stackRange,
}));
const geometry: PlaneGeometry = {
  columns,
  rows,
  columnStep: [0.7, 0],
  rowStep: [0, 0.7],
  spacingMm: [0.7, 0.7],
  columnStepLps: [1, 0, 0],
  rowStepLps: [0, 1, 0],
  positionLps: null,
};
const stage = createStage();
const canvas = document.createElement('canvas');
document.querySelector('#pane')?.append(canvas);
const pane = stage.planePane(canvas);

async function show(look: Look): Promise<void> {
  const pixels = images[look.image];
  if (pixels === undefined) throw new RangeError('the stack has no such image');
  pane.show({
    image: { pixels, shading: greyShading(pixels, pipelineOf(look)), isPadding: null },
    toCanvas: imageToCanvas(geometry, fitView, pane.size()),
    blocky: false,
    labels: [],
    marks: [],
    crosshair: null,
    brush: null,
    scaleBarPxPerMm: null,
  });
  await screenTick();
}

function pipelineOf({ center, width }: Look): GreyPipeline {
  return {
    modality: { kind: 'identity' },
    voi: { kind: 'window', function: 'LINEAR', windowCenter: center, windowWidth: width },
    presentation: 'IDENTITY',
    padding: null,
  };
}

offer({ canvas, scroll: show, window: show });
