import type { ReactNode } from 'react';
import { LanguageSelect } from '../app/LanguageSelect.tsx';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useSetting } from '../state/AppState.tsx';
import { Select } from '../ui/index.ts';
import { Section } from './Section.tsx';

const lockChoices = ['5', '15', '30', '60', '0'] as const;

/** Language and lock. */
export function GeneralSection(): ReactNode {
  const { t } = useI18n();
  const { settings } = useAppState();
  const minutes = String(useSetting((value) => value.lockAfterMinutes));
  const label = (choice: string): string =>
    choice === '0' ? t('general.lockNever') : t('general.lockMinutes', { count: Number(choice) });
  const choices = [...new Set([...lockChoices.slice(0, -1), minutes, '0'])];
  return (
    <Section section="general">
      <div className="settings-block">
        <LanguageSelect />
      </div>
      <div className="settings-block">
        <Select
          label={t('general.lockAfter')}
          options={choices.map((choice) => ({ value: choice, label: label(choice) }))}
          value={minutes}
          onChange={(choice) => settings.change({ lockAfterMinutes: Number(choice) })}
        />
        <p className="ax-text-quiet">{t('general.lockHint')}</p>
      </div>
    </Section>
  );
}
