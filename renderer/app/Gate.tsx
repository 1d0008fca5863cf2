import { Unplug } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useSession } from '../state/AppState.tsx';
import { Button, EmptyState } from '../ui/index.ts';
import { CreateLibrary } from './entry/CreateLibrary.tsx';
import { EntryFrame } from './entry/EntryFrame.tsx';
import { LibraryFailed } from './entry/LibraryFailed.tsx';
import { LockScreen } from './entry/LockScreen.tsx';
import { RecoveryKey } from './entry/RecoveryKey.tsx';
import { Workplace } from './Workplace.tsx';

/** Nothing of a library is shown until it is open: this chooses the one screen that may be. */
export function Gate(): ReactNode {
  const { t } = useI18n();
  const { session, settings } = useAppState();
  const connection = useConnection();
  // Without this the language of the browser would flash up before the chosen one.
  const preferencesKnown = useStore(settings, (state) => state.loaded);
  const library = useSession((state) => state.library);
  const failure = useSession((state) => state.failure);
  const leavingSample = useSession((state) => state.leavingSample !== null);
  const recoveryKey = useSession((state) => state.recoveryKey);
  useEffect(() => {
    void session.load();
    return connection.onState((state) => {
      if (state === 'live') void session.load();
    });
  }, [session, connection]);
  if (!preferencesKnown) return <main aria-busy className="entry" aria-label={t('app.loading')} />;
  if (library === null) {
    return failure === null ? (
      <main aria-busy className="entry" aria-label={t('app.loading')} />
    ) : (
      <EntryFrame>
        <EmptyState
          icon={Unplug}
          title={t('app.unreachable')}
          text={t('app.unreachableText')}
          action={<Button onClick={() => void session.load()}>{t('app.retry')}</Button>}
        />
      </EntryFrame>
    );
  }
  if (leavingSample && recoveryKey === null && library.sample) {
    return <CreateLibrary onCancel={session.stayInSample} />;
  }
  if (recoveryKey !== null) return <RecoveryKey recoveryKey={recoveryKey} />;
  switch (library.state) {
    case 'none':
      return <CreateLibrary onCancel={null} />;
    case 'locked':
      return <LockScreen userNames={library.userNames} />;
    case 'failed':
      return <LibraryFailed failure={library.failure} />;
    case 'open':
      return <Workplace />;
  }
}
