import './ReadingScreen.css';
import { FileX } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useShortcuts } from '../app/shortcuts/index.ts';
import { useConnection } from '../client/index.ts';
import { FindingsPanel } from '../findings/FindingsPanel.tsx';
import { useI18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { orderPresets } from '../state/windowPresets.ts';
import { EmptyState, ErrorState, showToast } from '../ui/index.ts';
import { commandsOf } from './commands.ts';
import { CommandsProvider } from './CommandsContext.tsx';
import { imageSeries } from './hanging.ts';
import { PaneGrid } from './PaneGrid.tsx';
import { ReadingBar } from './ReadingBar.tsx';
import { ReadingProvider, useReading, useStudy } from './ReadingContext.tsx';
import { createReadingSession, type ReadingSession } from './readingSession.ts';
import { SeriesStrip } from './SeriesStrip.tsx';
import { useCine } from './useCine.ts';
import { stageOf } from './windowStage.ts';

/** One study, open for reading: for another study, another screen (its key is the study's). */
export function ReadingScreen(props: { readonly studyKey: string; readonly onClose: () => void }): ReactNode {
  const { studyKey } = props;
  const connection = useConnection();
  const [session] = useState(() =>
    createReadingSession({ transport: connection, stage: stageOf(connection), studyKey }),
  );
  useEffect(() => {
    void session.load();
    return () => session.dispose();
  }, [session]);
  return (
    <ReadingProvider session={session}>
      <OpenStudy session={session} onClose={props.onClose} />
    </ReadingProvider>
  );
}

function OpenStudy(props: { readonly session: ReadingSession; readonly onClose: () => void }): ReactNode {
  const { session, onClose } = props;
  const { t, failure } = useI18n();
  const { settings } = useAppState();
  const problem = useStudy((state) => state.failure);
  const study = useStudy((state) => state.study);
  const hasImages = useStudy((state) => imageSeries(state.series).length > 0);
  const seriesOpen = useReading((state) => state.seriesOpen);
  const findingsOpen = useReading((state) => state.findingsOpen);
  const commands = useMemo(
    () =>
      commandsOf(session, {
        presets: () => orderPresets(settings.getState().settings.presetOrder),
        onClose,
      }),
    [session, settings, onClose],
  );
  useShortcuts('reading', commands);
  useCine();
  useEffect(
    () => session.onFailure((found) => showToast({ text: failure(found), tone: 'attention' })),
    [session, failure],
  );
  return (
    <CommandsProvider commands={commands}>
      <main aria-label={t('reading.title')} className="reading">
        <ReadingBar />
        <div className="reading-body">
          {seriesOpen && <SeriesStrip />}
          {problem !== null ? (
            <ErrorState failure={problem} onRetry={() => void session.load()} />
          ) : study !== null && !hasImages ? (
            <div className="reading-none">
              <EmptyState icon={FileX} title={t('reading.noSeries')} text={t('reading.noSeriesText')} />
            </div>
          ) : (
            <PaneGrid />
          )}
          {findingsOpen && <FindingsPanel />}
        </div>
      </main>
    </CommandsProvider>
  );
}
