import { ListFilter, Inbox, PanelRight, Trash2 } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { TopBar } from '../app/TopBar.tsx';
import { useKeyOf, useShortcuts } from '../app/shortcuts/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useSetting, useWorklist } from '../state/AppState.tsx';
import { firstQuery, isNarrowed } from '../state/worklistQuery.ts';
import { Button, EmptyState, ErrorState, IconButton, SplitPanel } from '../ui/index.ts';
import { FilterBar } from './FilterBar.tsx';
import { SampleNotice } from './SampleNotice.tsx';
import { Preview } from './Preview.tsx';
import { SearchField } from './SearchField.tsx';
import { useStudyActions } from './useStudyActions.ts';
import { useWorklistKeys } from './useWorklistKeys.ts';
import { WorklistTable } from './WorklistTable.tsx';

const previewPx = 360;

/** The studies of the library, the search over them, and a look into the one under the cursor. */
export function WorklistScreen(): ReactNode {
  const { t } = useI18n();
  const keyOf = useKeyOf();
  const { worklist, settings } = useAppState();
  const text = useWorklist((state) => state.query.text);
  const previewOpen = useSetting((value) => value.previewOpen);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const actions = useStudyActions();
  const togglePreview = (): void => settings.change({ previewOpen: !previewOpen });
  useShortcuts('worklist', {
    ...useWorklistKeys(actions),
    search: () => search.current?.select(),
    togglePreview,
  });
  return (
    <>
      <TopBar>
        <h1 className="ax-only-heard">{t('worklist.title')}</h1>
        <SearchField
          ref={search}
          value={text}
          onChange={(value) => worklist.ask({ text: value })}
          onLeave={() => grid.current?.focus()}
          onOpen={actions.openCursor}
        />
      </TopBar>
      <FilterBar>
        <IconButton
          icon={PanelRight}
          label={t('shortcut.worklist.togglePreview')}
          pressed={previewOpen}
          shortcut={keyOf('worklist', 'togglePreview')}
          onClick={togglePreview}
        />
      </FilterBar>
      <SampleNotice />
      <SplitPanel
        label={t('preview.title')}
        open={previewOpen}
        panel={<Preview actions={actions} />}
        side="right"
        widthPx={previewPx}
      >
        <main className="ax-split-main">
          <List gridRef={grid} onOpen={actions.open} />
        </main>
      </SplitPanel>
    </>
  );
}

function List(props: Parameters<typeof WorklistTable>[0]): ReactNode {
  const { t } = useI18n();
  const { worklist, route } = useAppState();
  const query = useWorklist((state) => state.query);
  const total = useWorklist((state) => state.rows.total);
  const failure = useWorklist((state) => state.rows.failure);
  if (failure !== null) return <ErrorState failure={failure} onRetry={worklist.refresh} />;
  if (total !== 0) return <WorklistTable {...props} />;
  if (query.tab === 'removed' && query.text === '') {
    return (
      <EmptyState icon={Trash2} title={t('worklist.emptyRemoved')} text={t('worklist.emptyRemovedText')} />
    );
  }
  if (isNarrowed(query)) {
    return (
      <EmptyState
        icon={ListFilter}
        title={t('worklist.noMatch')}
        text={t('worklist.noMatchText')}
        action={<Button onClick={() => worklist.ask(firstQuery)}>{t('worklist.clearFilters')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={Inbox}
      title={t('worklist.empty')}
      text={t('worklist.emptyText')}
      action={
        <Button kind="primary" onClick={() => route.show('import')}>
          {t('shortcut.global.import')}
        </Button>
      }
    />
  );
}
