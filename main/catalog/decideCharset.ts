import type { WritableDb } from '../database/readableDb.ts';
import type { InstanceHeader } from '../dicom/instanceHeader.ts';
import { parsePersonName } from '../dicom/personName.ts';
import type { JsonValue } from '../domain/json.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Deed } from './deed.ts';
import { shownOrNull } from './displayName.ts';
import { indexStudy } from './indexStudy.ts';
import { deltaOf, patch, type JsonDelta } from './jsonDelta.ts';
import { nameSortKey } from './nameSortKey.ts';
import { getStudy } from './studies.ts';
import type { StudyRow } from './studyRow.ts';
import { noticeBit } from './studyRows.ts';
import { foldForSearch } from './textFolding.ts';

interface StoredProposal {
  readonly id: string;
  readonly study: number;
  readonly study_key: string;
  readonly charset: string;
  readonly stated: string;
  readonly source: string;
}

/**
 * A person's answer to a proposal. Accepted, the study's texts are shown and found as decoded with it, and with
 * `rememberForSource` all that the source sends later; the objects' bytes and the patient key stay as they are. Rejected,
 * it is not proposed for this study again. The answer is a change of the study and an entry of the audit log.
 * `NOT_FOUND`, `CONFLICT` where it was decided meanwhile, `FORBIDDEN`.
 */
export function decideCharset(
  deed: Deed,
  input: { readonly proposalId: string; readonly accept: boolean; readonly rememberForSource: boolean },
): Result<StudyRow> {
  const { library, session, nowMs } = deed;
  const allowed = session.require('annotate');
  if (!allowed.ok) return allowed;
  const { proposalId, accept, rememberForSource } = input;
  const decided = library.db.write((tx): Result<string> => {
    const proposal = tx.get<StoredProposal & { state: string }>(
      `SELECT charset_proposal.id, study, study_key, charset, stated, source, state FROM charset_proposal
       JOIN study ON study.id = charset_proposal.study WHERE charset_proposal.id = ?`,
      [proposalId],
    );
    if (proposal === null) return fail('NOT_FOUND', 'This proposal is not there.');
    if (proposal.state !== 'open') return fail('CONFLICT', 'This proposal was decided meanwhile.');
    const actor = session.user.id;
    tx.run('UPDATE charset_proposal SET state = ?, decided_by = ?, decided_ms = ? WHERE id = ?', [
      accept ? 'accepted' : 'rejected',
      actor,
      nowMs,
      proposalId,
    ]);
    if (accept) applyCharset(tx, proposal);
    if (accept && rememberForSource) {
      tx.run('INSERT OR REPLACE INTO charset_rule VALUES (?, ?, ?, ?, ?)', [
        proposal.source,
        proposal.stated,
        proposal.charset,
        actor,
        nowMs,
      ]);
    }
    clearNotice(tx, proposal.study);
    const resource = { kind: 'study', id: proposal.study_key };
    const { charset, stated, source } = proposal;
    const body = { charset, stated, source, accept, rememberForSource };
    library.changes.append(tx, { resource, operation: 'decide-charset', schema: 1, body, actor });
    session.record(
      { action: accept ? 'charset.accept' : 'charset.reject', resource, outcome: 'success' },
      tx,
    );
    return succeed(proposal.study_key);
  });
  if (!decided.ok) return decided;
  const study = getStudy(library.db.read, decided.value)?.study;
  return study === undefined ? fail('NOT_FOUND', 'This study is not in the library.') : succeed(study);
}

function clearNotice(tx: WritableDb, studyId: number): void {
  tx.run(
    `UPDATE study SET notices = notices & ~? WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM charset_proposal WHERE study = ? AND state = 'open')`,
    [noticeBit('charset-proposal'), studyId, studyId],
  );
}

/** Rewrites the kept headers that carry the proposal, then what lists and search show of the study. */
function applyCharset(tx: WritableDb, proposal: StoredProposal): void {
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
