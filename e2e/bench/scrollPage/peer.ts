import './screenAtOnce.ts';
import { Enums, imageLoader, init, metaData, RenderingEngine, setUseCPURendering } from '@cornerstonejs/core';
import { madeStack, stackSize } from './madeStack.ts';
import { offer, type Look } from './surface.ts';

/** The bench page with Cornerstone3D: a stack viewport, images in its cache. `?cpu` asks for its renderer without WebGL. */
const { columns, rows } = stackSize;
const element = document.querySelector<HTMLDivElement>('#pane');
if (element === null) throw new Error('the page has no pane');
init();
if (location.search === '?cpu') setUseCPURendering(true);

metaData.addProvider((type) => {
  if (type === 'generalSeriesModule') return { modality: 'CT', seriesInstanceUID: '2.25.2' };
  if (type === 'voiLutModule') return { windowCenter: [40], windowWidth: [400] };
  return undefined;
}, 1);
const imageIds = madeStack().map((scalarData, k) => {
  const imageId = `made:${k}`;
  imageLoader.createAndCacheLocalImage(imageId, {
    scalarData,
    dimensions: [columns, rows],
    spacing: [0.7, 0.7],
    origin: [0, 0, k],
    direction: [1, 0, 0, 0, 1, 0],
    frameOfReferenceUID: '2.25.1',
    targetBuffer: { type: 'Int16Array' },
  });
  return imageId;
});
const engine = new RenderingEngine('bench');
engine.enableElement({ viewportId: 'pane', type: Enums.ViewportType.STACK, element });
const viewport = engine.getViewport('pane');
let shown = 0;

async function drawn(change: () => Promise<unknown> | void): Promise<void> {
  const rendered = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Cornerstone3D drew nothing')), 10_000);
    const heard = (): void => {
      clearTimeout(late);
      resolve(null);
    };
    element?.addEventListener(Enums.Events.IMAGE_RENDERED, heard, { once: true });
  });
  await change();
  await rendered;
}

function setWindow({ center, width }: Look): void {
  viewport.setProperties({ voiRange: { lower: center - width / 2, upper: center + width / 2 } });
  viewport.render();
}

await drawn(() => viewport.setStack(imageIds, 0));
offer({
  canvas: viewport.canvas,
  scroll: async (look) => {
    if (shown === look.image) return;
    shown = look.image;
    await drawn(() => viewport.setImageIdIndex(look.image));
  },
  window: (look) => drawn(() => setWindow(look)),
});
