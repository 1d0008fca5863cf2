import type { WorklistSort } from '../state/worklistQuery.ts';
import { worklistColumnIds, type WorklistColumnId } from '../state/worklistColumns.ts';

interface ColumnLayout {
  /** Least width in CSS px. */
  readonly minPx: number;
  /** Share of the room that is left; 0 keeps the least width. */
  readonly grow: number;
  /** The lowest go first where room is short; null always stays. */
  readonly rank: number | null;
  readonly sort: WorklistSort['by'] | null;
  readonly numeric?: boolean;
}

/** Measures of every column. */
export const columnLayouts: Readonly<Record<WorklistColumnId, ColumnLayout>> = {
  status: { minPx: 116, grow: 0, rank: null, sort: 'status' },
  patient: { minPx: 220, grow: 1.4, rank: null, sort: 'patientName' },
  patientId: { minPx: 124, grow: 0.2, rank: null, sort: 'patientId' },
  sex: { minPx: 48, grow: 0, rank: 5, sort: null },
  age: { minPx: 64, grow: 0, rank: 6, sort: null, numeric: true },
  date: { minPx: 144, grow: 0, rank: null, sort: 'studyDate' },
  modality: { minPx: 88, grow: 0, rank: null, sort: 'modality' },
  description: { minPx: 180, grow: 1.6, rank: null, sort: 'description' },
  images: { minPx: 72, grow: 0, rank: 4, sort: null, numeric: true },
  accession: { minPx: 120, grow: 0.2, rank: 3, sort: null },
  imported: { minPx: 144, grow: 0, rank: 1, sort: 'importedAt' },
};

/** The columns that a list of a width can show without squeezing a word. */
export function columnsThatFit(widthPx: number): readonly WorklistColumnId[] {
  let columns: readonly WorklistColumnId[] = worklistColumnIds;
  const room = (): number => columns.reduce((sum, id) => sum + columnLayouts[id].minPx, 0);
  while (room() > widthPx) {
    const [first] = columns
      .filter((id) => columnLayouts[id].rank !== null)
      .toSorted((a, b) => (columnLayouts[a].rank ?? 0) - (columnLayouts[b].rank ?? 0));
    if (first === undefined) break;
    columns = columns.filter((id) => id !== first);
  }
  return columns;
}

/** The columns as a CSS grid template. */
export function gridTemplate(columns: readonly WorklistColumnId[]): string {
  return columns
    .map((id) => {
      const { minPx, grow } = columnLayouts[id];
      return grow === 0 ? `${minPx}px` : `minmax(${minPx}px, ${grow}fr)`;
    })
    .join(' ');
}
