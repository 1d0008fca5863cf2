import './Workplace.css';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { ActivityTray } from '../activity/ActivityTray.tsx';
import { useJobToasts } from '../activity/useJobToasts.ts';
import { useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { useAppState, useRoute } from '../state/AppState.tsx';
import { WorklistScreen } from '../worklist/WorklistScreen.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { DropZone } from './imports/DropZone.tsx';
import { ImportDialog } from './imports/ImportDialog.tsx';
import { OfflineNotice } from './OfflineNotice.tsx';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { useShortcuts } from './shortcuts/index.ts';
import { StatusLine } from './StatusLine.tsx';
import { useIdleLock } from './useIdleLock.ts';

/* vtk.js comes with the first study, not with the worklist. */
const ReadingScreen = lazy(async () => {
  const reading = await import('../reading/index.ts');
  return { default: reading.ReadingScreen };
});

/** The window while a library is open: one screen, and what lies over every screen. */
export function Workplace(): ReactNode {
  const { route, session, jobs, worklist } = useAppState();
  const connection = useConnection();
  const overlay = useRoute((state) => state.overlay);
  useIdleLock();
  useJobToasts();
  useEffect(() => {
    void jobs.load();
    return () => {
      jobs.clear();
      worklist.clear();
      route.go({ screen: 'worklist' });
    };
  }, [jobs, worklist, route]);
  useEffect(() => {
    let before = connection.state();
    return connection.onState((now) => {
      // Events were missed while the line was down.
      if (now === 'live' && before === 'lost') {
        void jobs.load();
        worklist.refresh();
      }
      before = now;
    });
  }, [connection, jobs, worklist]);
  useShortcuts('global', {
    help: () => route.toggle('help'),
    lock: () => void session.lock(),
    import: () => route.show('import'),
    settings: () => route.go({ screen: 'settings', section: 'general' }),
    activity: () => route.toggle('activity'),
  });
  return (
    <div className="workplace">
      <OfflineNotice />
      <div className="workplace-screen">
        <ScreenBoundary onLeave={() => route.go({ screen: 'worklist' })}>
          <CurrentScreen />
        </ScreenBoundary>
        {overlay === 'activity' && <ActivityTray />}
      </div>
      <StatusLine />
      <HelpDialog open={overlay === 'help'} />
      <ImportDialog open={overlay === 'import'} />
      <DropZone />
    </div>
  );
}

function CurrentScreen(): ReactNode {
  const { t } = useI18n();
  const { route } = useAppState();
  const current = useRoute((state) => state.route);
  switch (current.screen) {
    case 'worklist':
      return <WorklistScreen />;
    case 'settings':
      return <SettingsScreen section={current.section} />;
    case 'reading':
      return (
        <Suspense fallback={<main aria-busy aria-label={t('app.loading')} className="workplace-black" />}>
          <ReadingScreen
            key={current.studyKey}
            studyKey={current.studyKey}
            onClose={() => route.go({ screen: 'worklist' })}
          />
        </Suspense>
      );
  }
}
