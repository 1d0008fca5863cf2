import { useMemo } from 'react';
import { useI18n } from '../i18n/index.ts';
import type { MarkWords } from '../tools/index.ts';

/** The words of measurements in the reader's language. */
export function useMarkWords(): MarkWords {
  const { t } = useI18n();
  return useMemo(
    () => ({
      area: t('findings.words.area'),
      mean: t('findings.words.mean'),
      max: t('findings.words.max'),
      min: t('findings.words.min'),
      sd: t('findings.words.sd'),
      pixels: t('findings.words.pixels'),
      volume: t('findings.words.volume'),
      atDetector: t('findings.words.atDetector'),
      calibrated: t('findings.words.calibrated'),
    }),
    [t],
  );
}
