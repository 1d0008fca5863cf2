import { CircleHelp, Import, ListChecks, LockKeyhole, Settings, Info, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { isActive } from '../state/jobs.ts';
import { useAppState, useJobs, useRoute, useSession } from '../state/AppState.tsx';
import { Button, IconButton, Menu } from '../ui/index.ts';
import { Mark } from './Mark.tsx';
import { useKeyOf } from './shortcuts/index.ts';

/** The bar over worklist and settings. `children` stands beside the mark: the search, a title. */
export function TopBar(props: { readonly children: ReactNode }): ReactNode {
  const { t } = useI18n();
  const keyOf = useKeyOf();
  const { route, session } = useAppState();
  const overlay = useRoute((state) => state.overlay);
  const running = useJobs((state) => [...state.byId.values()].filter(isActive).length);
  const user = useSession((state) => state.library?.user ?? null);
  const isSample = useSession((state) => state.library?.sample ?? false);
  return (
    <header className="top-bar">
      <Mark />
      {props.children}
      <span className="top-bar-space" />
      <Button icon={Import} onClick={() => route.show('import')}>
        {t('shortcut.global.import')}
      </Button>
      <IconButton
        badge={running > 0 ? String(running) : null}
        icon={ListChecks}
        label={running > 0 ? t('activity.titleRunning', { count: running }) : t('activity.title')}
        pressed={overlay === 'activity'}
        shortcut={keyOf('global', 'activity')}
        onClick={() => route.toggle('activity')}
      />
      <IconButton
        icon={CircleHelp}
        label={t('shortcut.global.help')}
        shortcut={keyOf('global', 'help')}
        onClick={() => route.show('help')}
      />
      <IconButton
        icon={Settings}
        label={t('shortcut.global.settings')}
        shortcut={keyOf('global', 'settings')}
        onClick={() => route.go({ screen: 'settings', section: 'general' })}
      />
      <Menu
        align="end"
        label={t('menu.user')}
        trigger={
          <Button aria-label={t('menu.user')} icon={UserRound} kind="quiet">
            {isSample ? '' : (user?.name ?? '')}
          </Button>
        }
        entries={[
          {
            kind: 'item',
            id: 'lock',
            icon: LockKeyhole,
            label: t('shortcut.global.lock'),
            shortcut: keyOf('global', 'lock'),
            disabled: isSample,
            onSelect: () => void session.lock(),
          },
          {
            kind: 'item',
            id: 'about',
            icon: Info,
            label: t('menu.about'),
            onSelect: () => route.go({ screen: 'settings', section: 'about' }),
          },
        ]}
      />
    </header>
  );
}
