import './FilterBar.css';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useWorklist } from '../state/AppState.tsx';
import { dateSpans, worklistTabs, type DateSpan } from '../state/worklistQuery.ts';
import { DateField, Select, Tabs } from '../ui/index.ts';

/** The modalities that most libraries hold; others are found by search. */
const modalities = ['CT', 'MR', 'CR', 'DX', 'US', 'MG', 'XA', 'NM', 'PT'] as const;

/** Saved filters as tabs, then modality and date; `children` stand at the end. */
export function FilterBar(props: { readonly children: ReactNode }): ReactNode {
  const { t } = useI18n();
  const { worklist } = useAppState();
  const query = useWorklist((state) => state.query);
  const total = useWorklist((state) => state.rows.total);
  const chosen = useWorklist((state) => state.selection.chosen.size);
  const toggleModality = (modality: string): void => {
    const without = query.modalities.filter((one) => one !== modality);
    const on = without.length === query.modalities.length;
    worklist.ask({ modalities: on ? [...without, modality] : without });
  };
  return (
    <section aria-label={t('worklist.filters')} className="filter-bar">
      <Tabs
        label={t('worklist.filters')}
        tabs={worklistTabs.map((tab) => ({ value: tab, label: t(`worklist.tab.${tab}`) }))}
        value={query.tab}
        onChange={(tab) => worklist.ask({ tab })}
      />
      <fieldset className="filter-chips">
        <legend className="ax-only-heard">{t('worklist.modality')}</legend>
        {modalities.map((modality) => (
          <button
            aria-pressed={query.modalities.includes(modality)}
            className="filter-chip"
            key={modality}
            type="button"
            onClick={() => toggleModality(modality)}
          >
            {modality}
          </button>
        ))}
      </fieldset>
      <Select<DateSpan>
        hideLabel
        label={t('worklist.dates')}
        options={dateSpans.map((span) => ({ value: span, label: t(`worklist.span.${span}`) }))}
        value={query.dateSpan}
        onChange={(dateSpan) => worklist.ask({ dateSpan })}
      />
      {query.dateSpan === 'custom' && <CustomSpan />}
      <output className="filter-count">
        {chosen > 1
          ? t('worklist.chosen', { count: chosen })
          : total !== null && t('worklist.count', { count: total })}
      </output>
      {props.children}
    </section>
  );
}

function CustomSpan(): ReactNode {
  const { t } = useI18n();
  const { worklist } = useAppState();
  const { dateFrom, dateTo } = useWorklist((state) => state.query);
  return (
    <>
      <DateField
        hideLabel
        className="filter-date"
        label={t('worklist.dateFrom')}
        value={dateFrom}
        onChange={(value) => worklist.ask({ dateFrom: value })}
      />
      <DateField
        hideLabel
        className="filter-date"
        label={t('worklist.dateTo')}
        value={dateTo}
        onChange={(value) => worklist.ask({ dateTo: value })}
      />
    </>
  );
}
