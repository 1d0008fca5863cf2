import type { ReactNode } from 'react';
import { KeyTable } from '../app/KeyTable.tsx';
import { useI18n } from '../i18n/index.ts';
import { profileNames, type ProfileName } from '../state/profileNames.ts';
import { useAppState, useSetting } from '../state/AppState.tsx';
import { Select } from '../ui/index.ts';
import { Section } from './Section.tsx';

/** Which program's keys the hands know, and what they do here. */
export function KeysSection(): ReactNode {
  const { t } = useI18n();
  const { settings } = useAppState();
  const profile = useSetting((value) => value.profile);
  return (
    <Section section="keys" text={t('keys.text')} wide>
      <div className="settings-block">
        <Select<ProfileName>
          label={t('keys.profile')}
          options={profileNames.map((name) => ({ value: name, label: t(`profile.${name}`) }))}
          value={profile}
          onChange={(name) => settings.change({ profile: name })}
        />
      </div>
      <div className="settings-keys">
        <KeyTable scope="reading" title={t('help.reading')} />
        <KeyTable scope="worklist" title={t('help.worklist')} />
        <KeyTable scope="global" title={t('help.global')} />
      </div>
    </Section>
  );
}
