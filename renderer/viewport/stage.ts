import { edgeLetters, type EdgeLetters } from '../../main/domain/orientation.ts';
import { createBytesReader, type BytesReader } from './bytesReader.ts';
import { createFrameStore, type FrameStore } from './frameStore.ts';
import { createGlHolder, type GlHolder } from './glHolder.ts';
import { createPlanePainter } from './planePainter.ts';
import type { PlaneScene } from './planeScene.ts';
import { createSurfaceMaker, type SurfaceMaker } from './surfaceMaker.ts';
import type { VolumeContent } from './volumeScene.ts';
import { createVolumeStore, type VolumeStore } from './volumeStore.ts';

/** Everything that draws in one window of the program. Made once, long-lived; panes come and go. */
export interface Stage {
  readonly frames: FrameStore;
  readonly volumes: VolumeStore;
  readonly surfaces: SurfaceMaker;
  readonly gl: GlHolder;
  /** A pane with a flat image. The canvas keeps its size in step with its box. */
  planePane(canvas: HTMLCanvasElement): PlanePane;
  /** A pane with a 3-D scene, drawn by the one GL window and copied out. */
  volumePane(canvas: HTMLCanvasElement): VolumePane;
  /** Overwrites and forgets all pixels, for the lock screen. The stage stays usable. */
  wipe(): void;
  dispose(): void;
}

export interface PaneBox {
  readonly width: number;
  readonly height: number;
}

interface Pane {
  /** Size of the pane in CSS px. */
  size(): PaneBox;
  onResize(listener: (size: PaneBox) => void): () => void;
  release(): void;
}

export interface PlanePane extends Pane {
  /** Shows a scene with the next picture of the screen; null shows black. */
  show(scene: PlaneScene | null): void;
  /** Draws now. For measurements of speed. */
  drawNow(): void;
}

export interface VolumePane extends Pane {
  show(content: VolumeContent | null): void;
  rotate(deltaX: number, deltaY: number): void;
  pan(deltaX: number, deltaY: number): void;
  zoom(factor: number): void;
  reset(): void;
  /** Letters of the current direction; null before anything is shown. */
  letters(): EdgeLetters | null;
  onCamera(listener: () => void): () => void;
  drawNow(): void;
}

/** A sixteenth of the memory that the browser tells (it says at most 8 GB), between 192 and 512 MB. */
export function frameBudgetBytes(deviceMemoryGb: number | undefined): number {
  const gigabytes = deviceMemoryGb ?? 4;
  return Math.min(512, Math.max(192, gigabytes * 64)) * 2 ** 20;
}

export function createStage(options: { readonly reader?: BytesReader } = {}): Stage {
  const reader = options.reader ?? createBytesReader();
  const memoryGb = (navigator as Navigator & { readonly deviceMemory?: number }).deviceMemory;
  const frames = createFrameStore({ reader, budgetBytes: frameBudgetBytes(memoryGb) });
  const volumes = createVolumeStore(reader);
  const surfaces = createSurfaceMaker();
  const gl = createGlHolder();
  const panes = new Set<{ readonly forget: () => void; readonly release: () => void }>();

  const dirty = new Set<() => void>();
  let scheduled = false;
  const schedule = (draw: () => void): void => {
    dirty.add(draw);
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      const draws = [...dirty];
      dirty.clear();
      for (const run of draws) run();
    });
  };
  const watchSize = (
    canvas: HTMLCanvasElement,
    draw: () => void,
  ): Omit<Pane, 'release'> & { stop(): void } => {
    const box = canvas.getBoundingClientRect();
    let size: PaneBox = { width: box.width, height: box.height };
    const resizeListeners = new Set<(size: PaneBox) => void>();
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      size = { width: entry.contentRect.width, height: entry.contentRect.height };
      for (const listener of resizeListeners) listener(size);
      // A canvas that changes size loses its picture: draw before the browser shows it.
      draw();
    });
    observer.observe(canvas);
    return {
      size: () => size,
      onResize: (listener) => {
        resizeListeners.add(listener);
        return () => resizeListeners.delete(listener);
      },
      stop: () => observer.disconnect(),
    };
  };

  const planePane = (canvas: HTMLCanvasElement): PlanePane => {
    const painter = createPlanePainter(canvas);
    let scene: PlaneScene | null = null;
    const draw = (): void => {
      painter.paint(scene, { ...sizing.size(), pixelRatio: devicePixelRatio });
    };
    const sizing = watchSize(canvas, draw);
    const restored = (): void => {
      painter.forget();
      schedule(draw);
    };
    canvas.addEventListener('contextrestored', restored);
    const pane: PlanePane = {
      size: sizing.size,
      onResize: sizing.onResize,
      show: (next) => {
        scene = next;
        schedule(draw);
      },
      drawNow: draw,
      release: () => {
        sizing.stop();
        dirty.delete(draw);
        canvas.removeEventListener('contextrestored', restored);
        painter.release();
        scene = null;
        panes.delete(entry);
      },
    };
    const entry = {
      forget: () => {
        scene = null;
        painter.forget();
        draw();
      },
      release: () => pane.release(),
    };
    panes.add(entry);
    return pane;
  };

  const volumePane = (canvas: HTMLCanvasElement): VolumePane => {
    const held = gl.hold();
    const found = canvas.getContext('2d', { alpha: false });
    if (found === null) throw new Error('the browser has no 2-D canvas');
    const context = found;
    let isShown = false;
    let settle: ReturnType<typeof setTimeout> | null = null;
    const cameraListeners = new Set<() => void>();
    const clear = (): void => {
      context.fillStyle = '#000';
      context.fillRect(0, 0, canvas.width, canvas.height);
    };
    const draw = (): void => {
      const { width, height } = sizing.size();
      const device = {
        width: Math.round(width * devicePixelRatio),
        height: Math.round(height * devicePixelRatio),
      };
      if (canvas.width !== device.width || canvas.height !== device.height) {
        canvas.width = device.width;
        canvas.height = device.height;
      }
      if (!isShown || device.width === 0 || device.height === 0) {
        clear();
        return;
      }
      held.draw(device, (source, top) => {
        clear();
        context.drawImage(source, 0, top, device.width, device.height, 0, 0, device.width, device.height);
      });
    };
    const sizing = watchSize(canvas, () => schedule(draw));
    const stopGl = gl.onChange((state) => {
      if (state.kind === 'ready') schedule(draw);
    });
    const move = (): void => {
      held.scene()?.setMoving(true);
      if (settle !== null) clearTimeout(settle);
      settle = setTimeout(() => {
        held.scene()?.setMoving(false);
        schedule(draw);
      }, 200);
      schedule(draw);
      for (const listener of cameraListeners) listener();
    };
    const pane: VolumePane = {
      size: sizing.size,
      onResize: sizing.onResize,
      show: (content) => {
        isShown = content !== null;
        if (content !== null) held.show(content);
        schedule(() => {
          draw();
          for (const listener of cameraListeners) listener();
        });
      },
      rotate: (deltaX, deltaY) => {
        const turn = Math.PI / Math.max(200, sizing.size().height);
        held.scene()?.rotate(deltaX * turn, deltaY * turn);
        move();
      },
      pan: (deltaX, deltaY) => {
        const { height } = sizing.size();
        held.scene()?.pan(deltaX / height, deltaY / height);
        move();
      },
      zoom: (factor) => {
        held.scene()?.zoom(factor);
        move();
      },
      reset: () => {
        held.scene()?.reset();
        move();
      },
      letters: () => {
        const directions = held.scene()?.directions() ?? null;
        return directions === null ? null : edgeLetters(directions.rightLps, directions.downLps);
      },
      onCamera: (listener) => {
        cameraListeners.add(listener);
        return () => cameraListeners.delete(listener);
      },
      drawNow: draw,
      release: () => {
        if (settle !== null) clearTimeout(settle);
        stopGl();
        sizing.stop();
        dirty.delete(draw);
        held.release();
        canvas.width = 0;
        canvas.height = 0;
        panes.delete(entry);
      },
    };
    const entry = {
      forget: () => {
        isShown = false;
        clear();
      },
      release: () => pane.release(),
    };
    panes.add(entry);
    return pane;
  };

  return {
    frames,
    volumes,
    surfaces,
    gl,
    planePane,
    volumePane,
    wipe: () => {
      for (const pane of panes) pane.forget();
      frames.wipe();
      volumes.wipe();
    },
    dispose: () => {
      for (const pane of panes) pane.release();
      frames.wipe();
      volumes.wipe();
      surfaces.dispose();
      gl.dispose();
      if (options.reader === undefined) reader.dispose();
    },
  };
}
