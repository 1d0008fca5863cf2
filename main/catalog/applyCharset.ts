import type { WritableDb } from '../database/readableDb.ts';
import type { InstanceHeader } from '../dicom/instanceHeader.ts';
import { parsePersonName } from '../dicom/personName.ts';
import type { JsonValue } from '../domain/json.ts';
import { shownOrNull } from './displayName.ts';
import { indexStudy } from './indexStudy.ts';
import { deltaOf, patch, type JsonDelta } from './jsonDelta.ts';
import { nameSortKey } from './nameSortKey.ts';
import { foldForSearch } from './textFolding.ts';

/** Rewrites the kept headers that carry the proposal, then what lists and search show of the study. */
export function applyCharset(
  tx: WritableDb,
  proposal: { readonly study: number; readonly charset: string; readonly stated: string },
): void {
  let first: InstanceHeader | null = null;
  const series = tx.all<{ id: number; base: string }>('SELECT id, base FROM series WHERE study = ?', [
    proposal.study,
  ]);
  for (const { id, base: text } of series) {
    const base = JSON.parse(text) as JsonValue;
    const rows = tx.all<{ id: number; delta: string }>('SELECT id, delta FROM instance WHERE series = ?', [
      id,
    ]);
    let description: string | null = null;
    for (const row of rows) {
      const content = patch(base, JSON.parse(row.delta) as JsonDelta) as unknown as {
        header: InstanceHeader;
      };
      const header = redecode(content.header, proposal);
      if (header === content.header) continue;
      first ??= header;
      description ??= header.series.description;
      const delta = deltaOf(base, { ...content, header } as unknown as JsonValue);
      tx.run('UPDATE instance SET delta = ? WHERE id = ?', [JSON.stringify(delta), row.id]);
    }
    if (description !== null) {
      tx.run('UPDATE series SET description = ? WHERE id = ?', [shownOrNull(description), id]);
    }
  }
  if (first === null) return;
  const name = first.patient.name?.raw.slice(0, 1024) ?? null;
  const text = shownOrNull(first.study.description);
  tx.run(
    'UPDATE study SET shown_name = ?, sort_name = ?, description = ?, sort_description = ? WHERE id = ?',
    [name, nameSortKey((name ?? '').split('=')), text, foldForSearch(text ?? ''), proposal.study],
  );
  indexStudy(tx, proposal.study);
}

/** The header with the texts of its own proposal; the same object where it proposes something else or nothing. */
export function redecode(
  header: InstanceHeader,
  accepted: { readonly charset: string; readonly stated: string },
): InstanceHeader {
  const { proposal, declared } = header.charset;
  if (proposal?.charset !== accepted.charset || declared !== accepted.stated) return header;
  const { texts } = proposal;
  const { patient, study, series, instance } = header;
  const name = proposal.patientName === null ? patient.name : parsePersonName(proposal.patientName);
  const physician = texts['ReferringPhysicianName'];
  return {
    ...header,
    patient: { ...patient, name, id: texts['PatientID'] ?? patient.id },
    study: {
      ...study,
      description: texts['StudyDescription'] ?? study.description,
      institution: texts['InstitutionName'] ?? study.institution,
      referringPhysician: physician === undefined ? study.referringPhysician : parsePersonName(physician),
    },
    series: {
      ...series,
      description: texts['SeriesDescription'] ?? series.description,
      protocol: texts['ProtocolName'] ?? series.protocol,
      stationName: texts['StationName'] ?? series.stationName,
    },
    instance: {
      ...instance,
      contrastAgent: texts['ContrastBolusAgent'] ?? instance.contrastAgent,
      documentTitle: texts['DocumentTitle'] ?? instance.documentTitle,
    },
    charset: { ...header.charset, used: accepted.charset },
  };
}
