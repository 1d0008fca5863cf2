import '@kitware/vtk.js/Rendering/OpenGL/Profiles/Geometry';
import '@kitware/vtk.js/Rendering/OpenGL/Profiles/Volume';
import vtkRenderWindow from '@kitware/vtk.js/Rendering/Core/RenderWindow';
import vtkRenderWindowInteractor from '@kitware/vtk.js/Rendering/Core/RenderWindowInteractor';
import vtkOpenGLRenderWindow from '@kitware/vtk.js/Rendering/OpenGL/RenderWindow';
import type vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer';

/** What draws: a graphics card, or a processor that stands in for one. */
export interface GlKind {
  readonly kind: 'hardware' | 'software';
  /** As the driver names itself. */
  readonly renderer: string;
}

/** One WebGL context with all 3-D scenes of the program in it; each pane is a renderer with a viewport of its own. */
export interface GlWindow {
  readonly canvas: HTMLCanvasElement;
  readonly gl: GlKind;
  add(renderer: vtkRenderer): void;
  remove(renderer: vtkRenderer): void;
  /**
   * Draws one renderer at a size in device pixels and hands the canvas to `take` while it holds the picture; the picture
   * lies in the canvas' lower left corner.
   */
  draw(
    renderer: vtkRenderer,
    size: { readonly width: number; readonly height: number },
    take: (canvas: HTMLCanvasElement, sourceTop: number) => void,
  ): void;
  dispose(): void;
}

/** Opens the window; null where the browser gives no WebGL 2. `onLost` is called once, when the context is gone. */
export function openGlWindow(onLost: () => void): GlWindow | null {
  const canvas = document.createElement('canvas');
  const gl = kindOfCanvas(canvas);
  if (gl === null) return null;
  const renderWindow = vtkRenderWindow.newInstance();
  const view = vtkOpenGLRenderWindow.newInstance({ canvas });
  view.setSize(1, 1);
  renderWindow.addView(view);
  // The volume mapper asks the interactor whether something moves; it is bound to no element.
  const interactor = vtkRenderWindowInteractor.newInstance();
  interactor.setView(view);
  interactor.initialize();
  const renderers = new Set<vtkRenderer>();
  const lost = (event: Event): void => {
    event.preventDefault();
    onLost();
  };
  canvas.addEventListener('webglcontextlost', lost, { once: true });
  return {
    canvas,
    gl,
    add: (renderer) => {
      renderers.add(renderer);
      renderWindow.addRenderer(renderer);
    },
    remove: (renderer) => {
      renderers.delete(renderer);
      renderWindow.removeRenderer(renderer);
    },
    draw: (renderer, { width, height }, take) => {
      const [oldWidth, oldHeight] = view.getSize();
      const [allWidth, allHeight] = [Math.max(oldWidth, width), Math.max(oldHeight, height)];
      if (allWidth !== oldWidth || allHeight !== oldHeight) view.setSize(allWidth, allHeight);
      for (const other of renderers) other.setDraw(other === renderer);
      renderer.setViewport(0, 0, width / allWidth, height / allHeight);
      view.traverseAllPasses();
      take(canvas, allHeight - height);
    },
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', lost);
      for (const renderer of renderers) renderWindow.removeRenderer(renderer);
      renderers.clear();
      interactor.delete();
      (view as typeof view & { releaseGraphicsResources(): void }).releaseGraphicsResources();
      renderWindow.removeView(view);
      view.delete();
      renderWindow.delete();
      // Gives the memory back now, not when the collector finds the canvas.
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
      canvas.width = 0;
      canvas.height = 0;
    },
  };
}

function kindOfCanvas(canvas: HTMLCanvasElement): GlKind | null {
  // The options are those that vtk.js asks for: the first call decides.
  const context = canvas.getContext('webgl2', {
    preserveDrawingBuffer: false,
    depth: true,
    alpha: true,
    powerPreference: 'high-performance',
  });
  if (context === null) return null;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  return { kind: isSoftware(renderer) ? 'software' : 'hardware', renderer };
}

/** Whether a driver's name is that of a software renderer. */
export function isSoftware(renderer: string): boolean {
  return /llvmpipe|swiftshader|softpipe|software|basic render|warp/i.test(renderer);
}
