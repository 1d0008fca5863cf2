import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import type { InstanceHeader } from '../dicom/instanceHeader.ts';
import { proposeCharset } from './proposeCharset.ts';
import { fileSeries, writeSeriesTotals, type FiledSeries } from './fileSeries.ts';
import { fileStudy, writeStudyTotals, type FiledStudy } from './fileStudy.ts';
import { deltaOf } from './jsonDelta.ts';
import { contentOf, type NewInstance } from './newInstance.ts';
import { noticeBit } from './studyRows.ts';

/** What became of one of them. */
export interface Filed {
  readonly outcome: 'added' | 'duplicate';
  /** Other bytes with this SOP Instance UID were held already. */
  readonly conflict: boolean;
  readonly studyKey: string;
  readonly seriesKey: string;
}

export interface FiledInstances {
  /** In the order of the input. */
  readonly filed: readonly Filed[];
  readonly newStudies: number;
  readonly newSeries: number;
  /** Studies that got instances. */
  readonly touched: readonly FiledStudy[];
  /** Studies that had been removed and are back because they were imported again. */
  readonly restored: readonly string[];
}

/**
 * Files objects under their patient, study and series, in the caller's transaction. The same object twice is filed once.
 * Cost: some 50 us an instance, whatever the size of the catalog.
 */
export function addInstances(
  tx: WritableDb,
  input: { readonly instances: readonly NewInstance[]; readonly nowMs: number },
): FiledInstances {
  const studies = new Map<string, FiledStudy>();
  const series = new Map<string, FiledSeries>();
  const restored = new Set<string>();
  const filed = input.instances.map((instance): Filed => {
    const held = findHeld(tx, instance.instanceKey);
    if (held !== null) {
      if (bringBack(tx, held.studyKey)) restored.add(held.studyKey);
      return { outcome: 'duplicate', conflict: false, studyKey: held.studyKey, seriesKey: held.seriesKey };
    }
    const study = fileStudy(tx, studies, instance, input.nowMs);
    if (bringBack(tx, study.studyKey)) restored.add(study.studyKey);
    const own = fileSeries(tx, series, study, instance);
    const conflict = markConflict(tx, instance.header.instance.sopInstanceUid, study);
    const proposed = proposeCharset(tx, study, instance);
    insert(tx, own, typeof proposed === 'string' ? instance : proposed);
    study.instances += 1;
    study.added.push(instance);
    own.instances += 1;
    own.frames += framesOf(instance.header);
    if (instance.header.image?.lossy === true) study.notices |= noticeBit('lossy');
    if (instance.wrapped) study.notices |= noticeBit('wrapped');
    if (!instance.patient.grouped) study.notices |= noticeBit('patient-id-missing');
    if (proposed === 'open') study.notices |= noticeBit('charset-proposal');
    return { outcome: 'added', conflict, studyKey: study.studyKey, seriesKey: own.seriesKey };
  });
  const touched = [...studies.values()].filter((study) => study.added.length > 0);
  writeSeriesTotals(tx, [...series.values()]);
  writeStudyTotals(tx, touched);
  return {
    filed,
    newStudies: touched.filter((study) => study.isNew).length,
    newSeries: [...series.values()].filter((own) => own.isNew).length,
    touched,
    restored: [...restored],
  };
}

/** Where an object with these bytes is filed; null where none is. */
export function findHeld(
  db: ReadableDb,
  instanceKey: string,
): { readonly studyKey: string; readonly seriesKey: string } | null {
  return db.get(
    `SELECT study_key AS studyKey, series_key AS seriesKey FROM instance
     JOIN series ON series.id = instance.series JOIN study ON study.id = series.study WHERE content = ?`,
    [Buffer.from(instanceKey, 'hex')],
  );
}

function bringBack(tx: WritableDb, studyKey: string): boolean {
  return (
    tx.run('UPDATE study SET removed = 0, removed_ms = NULL WHERE study_key = ? AND removed = 1', [
      studyKey,
    ]) > 0
  );
}

/** Whether the UID is held with other bytes; then every study that holds it says so. */
function markConflict(tx: WritableDb, sopInstanceUid: string, study: FiledStudy): boolean {
  const holders = tx.all<{ study: number }>(
    'SELECT DISTINCT series.study FROM instance JOIN series ON series.id = instance.series WHERE sop_uid = ?',
    [sopInstanceUid],
  );
  if (holders.length === 0) return false;
  const bit = noticeBit('conflict');
  study.notices |= bit;
  for (const holder of holders) {
    if (holder.study !== study.id) {
      tx.run('UPDATE study SET notices = notices | ? WHERE id = ? AND notices & ? = 0', [
        bit,
        holder.study,
        bit,
      ]);
    }
  }
  return true;
}

function insert(tx: WritableDb, series: FiledSeries, instance: NewInstance): void {
  const delta = deltaOf(series.base, contentOf(instance));
  tx.run(
    `INSERT INTO instance (content, object, series, sop_uid, size_bytes, complete, delta)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      Buffer.from(instance.instanceKey, 'hex'),
      Buffer.from(instance.identity, 'hex'),
      series.id,
      instance.header.instance.sopInstanceUid,
      instance.sizeBytes,
      instance.complete ? 1 : 0,
      JSON.stringify(delta),
    ],
  );
}

function framesOf(header: InstanceHeader): number {
  return header.image?.hasPixels === true ? header.image.frames : 0;
}
