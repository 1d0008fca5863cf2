import { z } from 'zod';
import pack from '../../assets/presets/volumes.json' with { type: 'json' };

const presetPack = z.object({
  presets: z.array(
    z.strictObject({
      id: z.string(),
      modality: z.string(),
      scale: z.enum(['absolute', 'relative']),
      en: z.string(),
      zh: z.string(),
      /** Value and opacity of one millimetre. */
      opacity: z.array(z.tuple([z.number(), z.number()])).min(2),
      /** Value and red, green, blue, each 0 to 1. */
      colour: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).min(1),
    }),
  ),
});

/** How values become light in a volume rendering. */
export type VolumePreset = z.infer<typeof presetPack>['presets'][number];

export const volumePresets: readonly VolumePreset[] = presetPack.parse(pack).presets;

/** The presets that suit a volume: those in HU where it is in HU, else those relative to its own values. */
export function presetsFor(unit: 'HU' | null): readonly VolumePreset[] {
  return volumePresets.filter(({ scale }) => (scale === 'absolute') === (unit === 'HU'));
}

/** The points of a preset in the values of a volume whose values reach from `low` to `high` (1st and 99th percentile). */
export function placePreset(
  preset: VolumePreset,
  range: { readonly low: number; readonly high: number },
): Pick<VolumePreset, 'opacity' | 'colour'> {
  if (preset.scale === 'absolute') return preset;
  const place = (share: number): number => range.low + share * (range.high - range.low);
  return {
    opacity: preset.opacity.map(([share, opacity]) => [place(share), opacity]),
    colour: preset.colour.map(([share, red, green, blue]) => [place(share), red, green, blue]),
  };
}
