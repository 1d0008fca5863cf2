import type { EdgeLetters } from '../../main/domain/orientation.ts';
import type { I18n } from '../i18n/index.ts';
import { sliceText, voiText } from './overlayText.ts';
import type { PaneImage } from './paneImage.ts';

/**
 * What a pane shows, in words for those who cannot see it: series, image, window, sides, unit.
 */
export function describePane(
  image: PaneImage,
  options: {
    readonly i18n: I18n;
    readonly letters: EdgeLetters | null;
    readonly invert: boolean;
    readonly badges: readonly { readonly label: string }[];
  },
): string {
  const { i18n, letters, invert, badges } = options;
  const { t } = i18n;
  switch (image.kind) {
    case 'empty':
      return t('reading.paneEmpty');
    case 'loading':
      return t('reading.paneLoading');
    case 'failed':
      return i18n.failure(image.failure);
    case 'ready': {
      const { series, plane, spec } = image;
      const parts = [
        [series.modality, series.description].filter(Boolean).join(' '),
        plane === null ? '' : t(`reading.plane.${plane.plan.name}`),
        t('reading.image', { image: sliceText(image) }),
        voiText(image, i18n),
        spec.unit ?? t('reading.noUnit'),
        invert ? t('reading.inverted') : '',
        letters === null
          ? t('reading.sidesUnknown')
          : t('reading.sides', {
              left: letters.left,
              right: letters.right,
              top: letters.top,
              bottom: letters.bottom,
            }),
        image.geometry.spacingMm === null ? t('reading.spacingUnknown') : '',
        ...badges.map(({ label }) => label),
      ];
      return parts.filter((part) => part !== '').join(', ');
    }
  }
}
