import type { WritableDb } from '../database/readableDb.ts';
import type { JsonValue } from '../domain/json.ts';
import { shownOrNull } from './displayName.ts';
import type { FiledStudy } from './fileStudy.ts';
import { insertRow } from './insertRow.ts';
import { contentOf, type NewInstance } from './newInstance.ts';
import { seriesKindOf } from './seriesKind.ts';
import { uuidV5 } from './uuidV5.ts';

/** A series while objects are filed under it; counts are what this transaction adds. */
export interface FiledSeries {
  readonly id: number;
  readonly seriesKey: string;
  readonly isNew: boolean;
  readonly base: JsonValue;
  instances: number;
  frames: number;
}

/** The key of a series: the same on every device. */
export function seriesKeyOf(studyKey: string, seriesInstanceUid: string): string {
  return uuidV5(studyKey, seriesInstanceUid);
}

/** Finds or makes the series of an object. */
export function fileSeries(
  tx: WritableDb,
  known: Map<string, FiledSeries>,
  study: FiledStudy,
  instance: NewInstance,
): FiledSeries {
  const { series } = instance.header;
  const seriesKey = seriesKeyOf(study.studyKey, series.uid);
  const cached = known.get(seriesKey);
  if (cached !== undefined) return cached;
  const stored = tx.get<{ id: number; base: string }>('SELECT id, base FROM series WHERE series_key = ?', [
    seriesKey,
  ]);
  const base = stored === null ? contentOf(instance) : (JSON.parse(stored.base) as JsonValue);
  const modality = shownOrNull(series.modality) ?? 'OT';
  const id =
    stored?.id ??
    insertRow(
      tx,
      `INSERT INTO series (series_key, study, series_uid, number, modality, description, body_part, kind,
         instance_count, frame_count, base) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?) RETURNING id`,
      [
        seriesKey,
        study.id,
        series.uid,
        series.number,
        modality,
        shownOrNull(series.description),
        shownOrNull(series.bodyPart),
        seriesKindOf(instance.header),
        JSON.stringify(base),
      ],
    );
  if (stored === null) {
    study.series += 1;
    study.modalities.add(modality);
  }
  const own = { id, seriesKey, isNew: stored === null, base, instances: 0, frames: 0 };
  known.set(seriesKey, own);
  return own;
}

/** Writes what was counted. */
export function writeSeriesTotals(tx: WritableDb, series: readonly FiledSeries[]): void {
  for (const own of series) {
    tx.run(
      'UPDATE series SET instance_count = instance_count + ?, frame_count = frame_count + ? WHERE id = ?',
      [own.instances, own.frames, own.id],
    );
  }
}
