/** What an input asks for: an image of the stack under a window, in HU. */
export interface Look {
  readonly image: number;
  readonly center: number;
  readonly width: number;
}

/** A viewer that has all images in memory. */
export interface Surface {
  readonly canvas: HTMLCanvasElement;
  /** Settles when the frame with the new image is on the canvas. */
  scroll(look: Look): Promise<void>;
  /** Settles when the frame with the new window is on the canvas. */
  window(look: Look): Promise<void>;
}

/** What the bench calls in a page. */
export interface ScrollBench {
  /** Milliseconds of each update, from the input to a pixel that was read back from the finished frame. */
  times(kind: 'scroll' | 'window', count: number): Promise<readonly number[]>;
  /** Mean grey of the canvas, 0 to 255, with one image under one window: that both pages show the same. */
  meanGrey(): Promise<number>;
}

const still: Look = { image: 150, center: 40, width: 400 };

/** Offers a surface to the bench. */
export function offer(surface: Surface): void {
  const bench: ScrollBench = {
    times: async (kind, count) => {
      const times: number[] = [];
      await surface.scroll(still);
      for (let step = 1; step <= count; step += 1) {
        const look =
          kind === 'scroll'
            ? { ...still, image: (still.image + step) % 300 }
            : { ...still, center: still.center + step, width: still.width + step };
        // What is left of the update before shall not count here.
        await screenTick();
        await screenTick();
        const from = performance.now();
        await surface[kind](look);
        finish(surface.canvas);
        times.push(performance.now() - from);
      }
      return times;
    },
    meanGrey: async () => {
      await surface.scroll(still);
      await surface.window(still);
      const { width, height } = surface.canvas;
      const data = surface.canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
      if (data === undefined) throw new Error('the canvas is not flat');
      let sum = 0;
      for (let at = 0; at < data.length; at += 4) sum += data[at] ?? 0;
      return sum / (width * height);
    },
  };
  Object.assign(globalThis, { scrollBench: bench });
}

/** Reads one pixel, so that the picture has to be finished. */
function finish(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1);
}

/** The next turn of the screen. */
export function screenTick(): Promise<unknown> {
  return new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
}
