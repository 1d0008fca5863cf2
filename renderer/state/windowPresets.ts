import { z } from 'zod';
import pack from '../../assets/presets/windows.json' with { type: 'json' };
import type { Locale } from '../i18n/message.ts';

const presetPack = z.object({
  presets: z.array(
    z.strictObject({
      id: z.string(),
      width: z.number().positive(),
      center: z.number(),
      en: z.string(),
      zh: z.string(),
    }),
  ),
});

/** A CT window; `width` and `center` in HU. */
export type WindowPreset = z.infer<typeof presetPack>['presets'][number];

/** Every CT window of the pack, in the order of its digits: the first is on key 1. */
export const windowPresets: readonly WindowPreset[] = presetPack.parse(pack).presets;

export function presetName(preset: WindowPreset, locale: Locale): string {
  return locale === 'en' ? preset.en : preset.zh;
}

/**
 * The presets on the keys 1 to 9, as the reader ordered them.
 * Ids that the pack does not know are dropped; presets that the order does not name follow in the pack's order.
 */
export function orderPresets(order: readonly string[]): readonly WindowPreset[] {
  const named = order
    .map((id) => windowPresets.find((preset) => preset.id === id))
    .filter((preset) => preset !== undefined);
  const unique = [...new Set(named)];
  return [...unique, ...windowPresets.filter((preset) => !unique.includes(preset))];
}

/** The ids with two places exchanged. Places outside the list change nothing. */
export function swapPresets(presets: readonly WindowPreset[], one: number, other: number): string[] {
  const ids = presets.map((preset) => preset.id);
  const [first, second] = [ids[one], ids[other]];
  if (first === undefined || second === undefined) return ids;
  return ids.with(one, second).with(other, first);
}
