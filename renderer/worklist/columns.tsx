import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StudyRow } from '../../preload/contract/catalog.ts';
import { absentMark, type I18n } from '../i18n/index.ts';
import type { WorklistColumnId } from '../state/worklistColumns.ts';
import { Icon } from '../ui/index.ts';
import { ageText } from './ageText.ts';
import { needingAttention } from './noticeLook.ts';
import { StatusMark } from './StatusMark.tsx';

/** What stands in each cell. Absent values are a dash, never empty and never a guess. */
export const columnCells: Readonly<Record<WorklistColumnId, (row: StudyRow, i18n: I18n) => ReactNode>> = {
  status: (row) => <StatusMark status={row.status} />,
  patient: (row, i18n) => <PatientCell i18n={i18n} row={row} />,
  patientId: (row) => row.patientId ?? absentMark,
  sex: (row, i18n) => (row.patientSex === null ? absentMark : i18n.t(`sex.${row.patientSex}`)),
  age: (row, i18n) => ageText(i18n, row),
  date: (row, i18n) => (
    <>
      {i18n.dicomDate(row.studyDate)}
      <span className="worklist-time"> {i18n.dicomTime(row.studyTime)}</span>
    </>
  ),
  modality: (row) => <span className="worklist-modality">{row.modalities.join(' ') || absentMark}</span>,
  description: (row) => row.description ?? absentMark,
  images: (row, i18n) => i18n.number(row.instanceCount),
  accession: (row) => row.accessionNumber ?? absentMark,
  imported: (row, i18n) => i18n.instant(row.importedAt),
};

function PatientCell({ row, i18n }: { readonly row: StudyRow; readonly i18n: I18n }): ReactNode {
  const name = i18n.name(row.patientName);
  const attention = needingAttention(row.notices).map((notice) => i18n.t(`notice.short.${notice}`));
  const what = i18n.t('worklist.attention', { what: attention.join(', ') });
  return (
    <>
      <span className="worklist-names">
        <bdi className="worklist-name">{name.main}</bdi>
        {name.other !== null && <bdi className="worklist-name-other">{name.other}</bdi>}
      </span>
      {attention.length > 0 && (
        <span className="worklist-attention" title={what}>
          <Icon icon={TriangleAlert} />
          <span className="ax-only-heard">{what}</span>
        </span>
      )}
    </>
  );
}
