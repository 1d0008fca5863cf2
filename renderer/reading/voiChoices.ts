import type { WindowPreset } from '../state/windowPresets.ts';
import { headerVois, voiFunctionOfSpec, type ShownVoi } from '../viewport/index.ts';
import type { ReadyImage } from './paneImage.ts';

/** A window that a reader can choose by name or digit. `voi` null gives back what the header offers first. */
export type VoiChoice =
  | { readonly kind: 'default'; readonly voi: null }
  | {
      readonly kind: 'header';
      readonly number: number;
      readonly voi: ShownVoi;
      readonly explanation: string | null;
    }
  | { readonly kind: 'preset'; readonly preset: WindowPreset; readonly voi: ShownVoi };

/**
 * The windows that suit an image, in the order of the digits 0, 1, 2, …: the default, then the presets for values in HU
 * or the header's further windows for all others. None for colour.
 */
export function voiChoices(image: ReadyImage, presets: readonly WindowPreset[]): readonly VoiChoice[] {
  const { spec, voi } = image;
  if (voi === null) return [];
  const all: VoiChoice[] = [{ kind: 'default', voi: null }];
  if (spec.unit === 'HU') {
    for (const preset of presets) {
      const shown: ShownVoi = {
        kind: 'window',
        center: preset.center,
        width: preset.width,
        function: voiFunctionOfSpec(spec),
        origin: 'preset',
      };
      all.push({ kind: 'preset', preset, voi: shown });
    }
    return all;
  }
  const explanations = [...spec.windows, ...spec.voiLuts].map(({ explanation }) => explanation);
  for (const [index, found] of headerVois(spec).entries()) {
    all.push({ kind: 'header', number: index + 1, voi: found, explanation: explanations[index] ?? null });
  }
  return all;
}

/** Whether a choice is what the image shows now. */
export function isShown(choice: VoiChoice, image: ReadyImage): boolean {
  const { voi } = image;
  if (voi === null) return false;
  const wanted = choice.voi;
  if (wanted === null) return voi.kind === 'window' ? voi.origin === 'computed' : false;
  if (voi.kind === 'table' || wanted.kind === 'table') {
    return voi.kind === 'table' && wanted.kind === 'table' && voi.index === wanted.index;
  }
  return voi.center === wanted.center && voi.width === wanted.width;
}
