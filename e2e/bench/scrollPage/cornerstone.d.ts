/** What the bench uses of Cornerstone3D, which is installed beside the project only while the bench runs. */
declare module '@cornerstonejs/core' {
  export interface StackViewport {
    readonly canvas: HTMLCanvasElement;
    setStack(imageIds: readonly string[], index: number): Promise<string>;
    setImageIdIndex(index: number): Promise<string>;
    setProperties(properties: {
      readonly voiRange: { readonly lower: number; readonly upper: number };
    }): void;
    render(): void;
  }
  export class RenderingEngine {
    constructor(id: string);
    enableElement(input: {
      readonly viewportId: string;
      readonly type: string;
      readonly element: HTMLDivElement;
    }): void;
    getViewport(id: string): StackViewport;
  }
  export const Enums: {
    readonly ViewportType: { readonly STACK: string };
    readonly Events: { readonly IMAGE_RENDERED: string };
  };
  export const imageLoader: {
    createAndCacheLocalImage(
      imageId: string,
      options: {
        readonly scalarData: Int16Array;
        readonly dimensions: readonly [number, number];
        readonly spacing: readonly [number, number];
        readonly origin: readonly [number, number, number];
        readonly direction: readonly number[];
        readonly frameOfReferenceUID: string;
        readonly targetBuffer: { readonly type: string };
      },
    ): unknown;
  };
  export const metaData: {
    addProvider(provider: (type: string) => unknown, priority: number): void;
  };
  export function init(): unknown;
  export function setUseCPURendering(status: boolean): void;
}
