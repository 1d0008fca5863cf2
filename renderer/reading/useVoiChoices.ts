import { useStore } from 'zustand';
import { useKeyOf, type ActionOf } from '../app/shortcuts/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useSetting } from '../state/AppState.tsx';
import { orderPresets, presetName } from '../state/windowPresets.ts';
import { useSession } from './ReadingContext.tsx';
import type { PaneImage } from './paneImage.ts';
import { isShown, voiChoices } from './voiChoices.ts';

/** A named window with what chooses it. */
export interface NamedVoiChoice {
  readonly id: string;
  readonly label: string;
  readonly shortcut: string | null;
  readonly isShown: boolean;
  readonly choose: () => void;
}

/** Equal where the list of windows is. */
function voiKey(image: PaneImage): string {
  if (image.kind !== 'ready') return image.kind;
  return JSON.stringify([image.voi, image.spec.unit, image.spec.windows, image.spec.voiLuts.length]);
}

/** The windows of what a pane shows, with their names and digits. */
export function useVoiChoices(index: number): readonly NamedVoiChoice[] {
  const { t, locale } = useI18n();
  const keyOf = useKeyOf();
  const session = useSession();
  const order = useSetting((settings) => settings.presetOrder);
  // Followed by what the list is made of, so that scrolling does not draw it anew.
  useStore(session.link(index).shown, ({ image: shown }) => voiKey(shown));
  const { image } = session.link(index);
  if (image.kind !== 'ready') return [];
  return voiChoices(image, orderPresets(order)).map((choice, place) => {
    const label =
      choice.kind === 'default'
        ? t('reading.windowDefault')
        : choice.kind === 'preset'
          ? `${presetName(choice.preset, locale)} (${choice.preset.width} / ${choice.preset.center})`
          : (choice.explanation ?? t('reading.windowHeader', { number: String(choice.number) }));
    const shortcut = place <= 9 ? keyOf('reading', `preset${place}` as ActionOf<'reading'>) : null;
    return {
      id: `${place}`,
      label,
      shortcut,
      isShown: isShown(choice, image),
      choose: () => session.changeLook(index, (look) => ({ ...look, voi: choice.voi }), `preset${place}`),
    };
  });
}
