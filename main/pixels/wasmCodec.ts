import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Readiness } from './frameDecoder.ts';

/** What an Emscripten codec of the Cornerstone family exports beside its own classes. */
interface EmscriptenModule {
  readonly HEAPU8: Uint8Array;
}

type ModuleFactory<M> = (options: {
  readonly wasmBinary: Uint8Array;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}) => Promise<M>;

/** A decoder class of such a module (`J2KDecoder`, `JpegLSDecoder`, …). */
export interface WasmDecoder {
  /** Room for the encoded frame inside the module. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** A view into the module: gone with the next call. */
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned?: boolean;
  };
  delete(): void;
}

export interface WasmCodecSource {
  /** Module specifiers of the JavaScript half and of the WASM file. */
  readonly script: string;
  readonly binary: string;
}

/** A codec that is loaded once and thrown away after a failure or when it has grown large, as WASM memory never shrinks. */
export interface WasmCodec<M> {
  prepare(): Promise<Readiness>;
  /** Runs `use` on the loaded module; whatever it throws goes on, and the module is loaded anew the next time. */
  run<T>(use: (module: M) => T): Promise<T>;
  /** What the codec said on its own during the last run: empty where all was well. */
  complaints(): readonly string[];
}

/**
 * Gives a decoder of the JPEG family its stream with one more end marker: writers leave it out now and then, and without
 * it CharLS searches the module's whole memory for one. After a whole stream it is not read.
 */
export function feed(decoder: WasmDecoder, bytes: Uint8Array): void {
  const encoded = decoder.getEncodedBuffer(bytes.length + endMarker.length);
  encoded.set(bytes);
  encoded.set(endMarker, bytes.length);
}

const endMarker = Uint8Array.of(0xff, 0xd9);

/** Largest WASM memory that is kept for the next frame. */
const keptHeapBytes = 192 * 2 ** 20;

/** Describes a codec; nothing is loaded before `prepare` or `run`. */
export function wasmCodec<M extends EmscriptenModule>(source: WasmCodecSource): WasmCodec<M> {
  let loaded: Promise<M> | null = null;
  let complaints: string[] = [];
  const load = (): Promise<M> =>
    (loaded ??= instantiate<M>(source, (line) => {
      if (complaints.length < 16) complaints.push(line);
    }));
  return {
    prepare: async () => {
      try {
        await load();
        return { kind: 'ready' };
      } catch (error) {
        loaded = null;
        return { kind: 'unavailable', reason: `${source.binary} does not load: ${String(error)}` };
      }
    },
    run: async (use) => {
      complaints = [];
      const module = await load();
      try {
        return use(module);
      } catch (error) {
        loaded = null;
        throw error;
      } finally {
        if (module.HEAPU8.length > keptHeapBytes) loaded = null;
      }
    },
    complaints: () => complaints,
  };
}

async function instantiate<M>(source: WasmCodecSource, complain: (line: string) => void): Promise<M> {
  const require = createRequire(import.meta.url);
  const factory = require(source.script) as ModuleFactory<M>;
  const wasmBinary = await readFile(require.resolve(source.binary));
  return factory({ wasmBinary, print: () => undefined, printErr: complain });
}
