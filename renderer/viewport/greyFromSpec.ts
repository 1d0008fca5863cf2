import { modalityFunction, type ModalityTransform } from '../../main/domain/greyModality.ts';
import type { PaddingRange } from '../../main/domain/greyPadding.ts';
import type { GreyPipeline } from '../../main/domain/greyLut.ts';
import { windowVoi, type VoiFunction } from '../../main/domain/greyVoi.ts';
import { percentileWindow } from '../../main/domain/greyWindow.ts';
import type { ValueTable } from '../../main/domain/lookupTable.ts';
import type { GreySpec } from '../../preload/contract/pixels.ts';
import type { ImagePixels } from './imagePixels.ts';
import type { ShownVoi } from './shownVoi.ts';

type ContractTable = NonNullable<GreySpec['modalityLut']>;

const voiFunctions = {
  linear: 'LINEAR',
  'linear-exact': 'LINEAR_EXACT',
  sigmoid: 'SIGMOID',
} as const satisfies Record<GreySpec['voiFunction'], VoiFunction>;

/** The modality transformation that a frame's grey description states. */
export function modalityOf(spec: GreySpec): ModalityTransform {
  if (spec.modalityLut !== null) return { kind: 'table', table: valueTable(spec.modalityLut) };
  if (spec.slope === 1 && spec.intercept === 0) return { kind: 'identity' };
  return { kind: 'linear', slope: spec.slope, intercept: spec.intercept };
}

/** From stored to shown value. */
export function valueFunction(spec: GreySpec): (stored: number) => number {
  return modalityFunction(modalityOf(spec));
}

export function paddingOf(spec: GreySpec): PaddingRange | null {
  return spec.padding === null ? null : { low: spec.padding.from, high: spec.padding.to };
}

/** The VOI function that windows of this image are meant with. */
export function voiFunctionOfSpec(spec: GreySpec): VoiFunction {
  return voiFunctions[spec.voiFunction];
}

/** All that the header itself offers, in its order: windows first, then tables. Windows the standard forbids are left out. */
export function headerVois(spec: GreySpec): readonly ShownVoi[] {
  const function_ = voiFunctionOfSpec(spec);
  const windows = spec.windows
    .filter(({ center, width }) => windowVoi(center, width, function_) !== null)
    .map(({ center, width }): ShownVoi => ({
      kind: 'window',
      center,
      width,
      function: function_,
      origin: 'header',
    }));
  return [...windows, ...spec.voiLuts.map((_, index): ShownVoi => ({ kind: 'table', index }))];
}

/** What to show first: the header's first window or table, else the 1st to 99th percentile of the image. */
export function firstVoi(spec: GreySpec, pixels: ImagePixels): ShownVoi {
  return headerVois(spec)[0] ?? computedVoi(spec, pixels);
}

/** The window from the 1st to the 99th percentile of an image. */
export function computedVoi(spec: GreySpec, pixels: ImagePixels): ShownVoi {
  const found = percentileWindow(pixels.data, modalityOf(spec), paddingOf(spec));
  if (found.kind === 'table') throw new TypeError('a percentile window is a window');
  return {
    kind: 'window',
    center: found.windowCenter,
    width: found.windowWidth,
    function: found.function,
    origin: 'computed',
  };
}

/** The grey pipeline of an image under a shown window; `invert` is the reader's own inversion on top of the header's. */
export function pipelineOf(spec: GreySpec, voi: ShownVoi, invert: boolean): GreyPipeline {
  const inverse = spec.inverse !== invert;
  return {
    modality: modalityOf(spec),
    voi: voiTransform(spec, voi),
    presentation: inverse ? 'INVERSE' : 'IDENTITY',
    padding: paddingOf(spec),
  };
}

function voiTransform(spec: GreySpec, voi: ShownVoi): GreyPipeline['voi'] {
  if (voi.kind === 'table') {
    const table = spec.voiLuts[voi.index];
    if (table !== undefined) return { kind: 'table', table: valueTable(table) };
    throw new RangeError('the header has no VOI table of that number');
  }
  const found = windowVoi(voi.center, voi.width, voi.function);
  if (found === null) throw new RangeError('a shown window is one that the standard allows');
  return found;
}

function valueTable(table: ContractTable): ValueTable {
  return { firstInput: table.firstInput, entries: Uint16Array.from(table.values), bits: table.bits };
}
