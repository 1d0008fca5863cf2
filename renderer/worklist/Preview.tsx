import './Preview.css';
import {
  BookOpenText,
  Ellipsis,
  FilePlus,
  FolderOutput,
  RotateCcw,
  SquareMousePointer,
  Trash2,
} from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { StudyRow } from '../../preload/contract/catalog.ts';
import { useKeyOf } from '../app/shortcuts/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useWorklist } from '../state/AppState.tsx';
import { cursorStudy } from '../state/worklist.ts';
import { Button, EmptyState, IconButton, Menu, Select } from '../ui/index.ts';
import { ageText } from './ageText.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { PreviewNotices } from './PreviewNotices.tsx';
import { PreviewPriors } from './PreviewPriors.tsx';
import { PreviewSeries } from './PreviewSeries.tsx';
import { statuses } from './statusLook.ts';
import { useSettled } from './useSettled.ts';
import { WrapDialog } from './WrapDialog.tsx';
import type { StudyActions } from './useStudyActions.ts';

/** Holding an arrow key must not ask for every study that it passes. */
const settleMs = 120;

/** A look into the study under the cursor: whose it is, what has to be known, its series, the patient's other studies. */
export function Preview(props: { readonly actions: StudyActions }): ReactNode {
  const { t } = useI18n();
  const study = useWorklist(cursorStudy);
  const settledKey = useSettled(study?.studyKey ?? null, settleMs);
  if (study === null) {
    return <EmptyState icon={SquareMousePointer} title={t('preview.none')} text={t('preview.noneText')} />;
  }
  const contentKey = settledKey === study.studyKey ? settledKey : null;
  return (
    <article aria-label={t('preview.title')} className="preview">
      <Head actions={props.actions} study={study} />
      <PreviewNotices study={study} />
      <PreviewSeries study={study} studyKey={contentKey} />
      <PreviewPriors studyKey={contentKey} onOpen={props.actions.open} />
    </article>
  );
}

function Head({ study, actions }: { readonly study: StudyRow; readonly actions: StudyActions }): ReactNode {
  const i18n = useI18n();
  const { t } = i18n;
  const keyOf = useKeyOf();
  const removed = useWorklist((state) => state.query.tab === 'removed');
  const [wrapping, setWrapping] = useState(false);
  const [exporting, setExporting] = useState(false);
  const name = i18n.name(study.patientName);
  const person = [
    study.patientSex === null ? null : t(`sex.${study.patientSex}`),
    ageText(i18n, study),
    study.patientBirthDate === null
      ? null
      : t('preview.born', { date: i18n.dicomDate(study.patientBirthDate) }),
  ];
  return (
    <header className="preview-head">
      <h2 className="preview-name ax-selectable">
        <bdi>{name.main}</bdi>
        {name.other !== null && (
          <span className="preview-name-other">
            <bdi>{name.other}</bdi>
          </span>
        )}
      </h2>
      <p className="preview-line ax-selectable">
        {person.filter((part) => part !== null).join(' · ')}
        <br />
        {study.patientId ?? t('preview.noPatientId')}
      </p>
      <p className="preview-study ax-selectable">{study.description ?? t('preview.noDescription')}</p>
      <p className="preview-line ax-selectable">
        {[
          study.modalities.join(' '),
          `${i18n.dicomDate(study.studyDate)} ${i18n.dicomTime(study.studyTime)}`.trim(),
          study.accessionNumber === null ? null : `${t('preview.accession')} ${study.accessionNumber}`,
        ]
          .filter((part) => part !== null && part !== '')
          .join(' · ')}
      </p>
      <div className="preview-actions">
        {removed ? (
          <Button icon={RotateCcw} kind="primary" onClick={() => actions.restore([study.studyKey])}>
            {t('preview.restore')}
          </Button>
        ) : (
          <>
            <Button icon={BookOpenText} kind="primary" onClick={() => actions.open(study.studyKey)}>
              {t('preview.open')}
            </Button>
            <Select
              hideLabel
              label={t('preview.status')}
              options={statuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
              value={study.status}
              onChange={(status) => actions.setStatus([study.studyKey], status)}
            />
            <Menu
              align="end"
              label={t('preview.more')}
              trigger={<IconButton icon={Ellipsis} label={t('preview.more')} />}
              entries={[
                {
                  kind: 'item',
                  id: 'export',
                  icon: FolderOutput,
                  label: t('preview.export'),
                  onSelect: () => setExporting(true),
                },
                {
                  kind: 'item',
                  id: 'wrap',
                  icon: FilePlus,
                  label: t('wrap.open'),
                  onSelect: () => setWrapping(true),
                },
                {
                  kind: 'item',
                  id: 'remove',
                  icon: Trash2,
                  label: t('preview.remove'),
                  shortcut: keyOf('worklist', 'remove'),
                  danger: true,
                  onSelect: () => actions.remove([study.studyKey]),
                },
              ]}
            />
          </>
        )}
      </div>
      {wrapping && <WrapDialog patient={study} onClose={() => setWrapping(false)} />}
      <ExportDialog open={exporting} studyKey={study.studyKey} onClose={() => setExporting(false)} />
    </header>
  );
}
