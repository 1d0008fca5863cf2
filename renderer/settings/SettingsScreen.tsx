import './settings.css';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { TopBar } from '../app/TopBar.tsx';
import { useI18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { settingsSections, type SettingsSection } from '../state/route.ts';
import { Button, Tabs } from '../ui/index.ts';
import { AboutSection } from './AboutSection.tsx';
import { AuditSection } from './AuditSection.tsx';
import { FoldersSection } from './FoldersSection.tsx';
import { GeneralSection } from './GeneralSection.tsx';
import { KeysSection } from './KeysSection.tsx';
import { PresetsSection } from './PresetsSection.tsx';
import { StorageSection } from './StorageSection.tsx';
import { UsersSection } from './UsersSection.tsx';

const panels: Readonly<Record<SettingsSection, () => ReactNode>> = {
  general: GeneralSection,
  keys: KeysSection,
  presets: PresetsSection,
  users: UsersSection,
  folders: FoldersSection,
  storage: StorageSection,
  audit: AuditSection,
  about: AboutSection,
};

/** Preferences, people and the care of the library. */
export function SettingsScreen(props: { readonly section: SettingsSection }): ReactNode {
  const { t } = useI18n();
  const { route } = useAppState();
  const Panel = panels[props.section];
  return (
    <>
      <TopBar>
        <Button icon={ArrowLeft} kind="quiet" onClick={() => route.go({ screen: 'worklist' })}>
          {t('settings.back')}
        </Button>
      </TopBar>
      <main className="settings">
        <h1 className="ax-only-heard">{t('settings.title')}</h1>
        <Tabs
          vertical
          label={t('settings.title')}
          value={props.section}
          tabs={settingsSections.map((section) => ({
            value: section,
            label: t(`settings.section.${section}`),
            panel: section === props.section ? <Panel /> : null,
          }))}
          onChange={(section) => route.go({ screen: 'settings', section })}
        />
      </main>
    </>
  );
}
