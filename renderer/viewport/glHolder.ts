import type { GlKind, GlWindow } from './glWindow.ts';
import type { VolumeContent, VolumeScene } from './volumeScene.ts';

/**
 * How 3-D stands. `closed`: nothing needs it yet. `lost`: the context is gone and is being opened again.
 * `unavailable`: the browser gives no WebGL 2, or it was lost too often; `retry` tries again.
 */
export type GlState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'ready'; readonly gl: GlKind }
  | { readonly kind: 'lost' }
  | { readonly kind: 'unavailable' };

/** A 3-D scene of one pane, whatever window currently draws it. */
export interface HeldScene {
  /** Null while there is no window. */
  readonly scene: () => VolumeScene | null;
  show(content: VolumeContent): void;
  draw(
    size: { readonly width: number; readonly height: number },
    take: (canvas: HTMLCanvasElement, sourceTop: number) => void,
  ): boolean;
  release(): void;
}

/** Holds the one GL window: opens it when the first scene needs it, brings it and every scene back after a loss. */
export interface GlHolder {
  state(): GlState;
  onChange(listener: (state: GlState) => void): () => void;
  hold(): HeldScene;
  retry(): void;
  /** Takes the context away as a driver does, through WEBGL_lose_context: for tests of the way back. */
  loseForTest(): void;
  dispose(): void;
}

const reopenDelayMs = 150;
/** So many losses within the time below are no accident. */
const lossLimit = 4;
const lossWindowMs = 30_000;

interface Entry {
  scene: VolumeScene | null;
  content: VolumeContent | null;
}

export function createGlHolder(): GlHolder {
  const listeners = new Set<(state: GlState) => void>();
  const entries = new Set<Entry>();
  let state: GlState = { kind: 'closed' };
  let window_: GlWindow | null = null;
  let losses: readonly number[] = [];
  let isDisposed = false;

  const become = (next: GlState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  const open = async (): Promise<void> => {
    become({ kind: 'opening' });
    const [{ openGlWindow }, { createVolumeScene }] = await Promise.all([
      import('./glWindow.ts'),
      import('./volumeScene.ts'),
    ]);
    if (isDisposed) return;
    const opened = openGlWindow(onLost);
    if (opened === null) {
      become({ kind: 'unavailable' });
      return;
    }
    window_ = opened;
    makeScene = () => createVolumeScene(opened.gl.kind);
    for (const entry of entries) attach(entry);
    become({ kind: 'ready', gl: opened.gl });
  };
  let makeScene: (() => VolumeScene) | null = null;
  const attach = (entry: Entry): void => {
    if (makeScene === null || window_ === null) return;
    entry.scene = makeScene();
    window_.add(entry.scene.renderer);
    if (entry.content !== null) entry.scene.show(entry.content);
  };
  const close = (): void => {
    for (const entry of entries) {
      if (entry.scene !== null) window_?.remove(entry.scene.renderer);
      entry.scene?.dispose();
      entry.scene = null;
    }
    window_?.dispose();
    window_ = null;
    makeScene = null;
  };
  function onLost(): void {
    const now = performance.now();
    losses = [...losses.filter((time) => now - time < lossWindowMs), now];
    // What looked at the patient from where is kept across the loss by the camera of the old scene.
    const cameras = new Map([...entries].map((entry) => [entry, entry.scene?.camera() ?? null]));
    close();
    if (losses.length >= lossLimit) {
      become({ kind: 'unavailable' });
      return;
    }
    become({ kind: 'lost' });
    setTimeout(() => {
      if (isDisposed) return;
      void open().then(() => {
        for (const [entry, camera] of cameras) if (camera !== null) entry.scene?.setCamera(camera);
        if (state.kind === 'ready') become(state);
      });
    }, reopenDelayMs);
  }

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold: () => {
      const entry: Entry = { scene: null, content: null };
      entries.add(entry);
      if (state.kind === 'closed') void open();
      else if (state.kind === 'ready') attach(entry);
      return {
        scene: () => entry.scene,
        show: (content) => {
          entry.content = content;
          entry.scene?.show(content);
        },
        draw: (size, take) => {
          if (entry.scene === null || entry.content === null || window_ === null) return false;
          window_.draw(entry.scene.renderer, size, take);
          return true;
        },
        release: () => {
          entries.delete(entry);
          if (entry.scene !== null) window_?.remove(entry.scene.renderer);
          entry.scene?.dispose();
          entry.scene = null;
          entry.content = null;
        },
      };
    },
    retry: () => {
      losses = [];
      if (state.kind === 'unavailable') void open();
    },
    loseForTest: () =>
      window_?.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext(),
    dispose: () => {
      isDisposed = true;
      close();
      entries.clear();
      listeners.clear();
      state = { kind: 'closed' };
    },
  };
}
