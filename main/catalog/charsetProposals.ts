import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { applyCharset } from './applyCharset.ts';
import type { Deed } from './deed.ts';
import { getStudy } from './studies.ts';
import type { StudyRow } from './studyRow.ts';
import { noticeBit } from './studyRows.ts';

/** A character set that fits a study's texts better than the declared one, in the shape that crosses to the screen. */
export interface CharsetProposalRow {
  readonly proposalId: string;
  readonly charset: string;
  /** SpecificCharacterSet as written; null where absent. */
  readonly stated: string | null;
  readonly nameNow: string;
  readonly nameProposed: string;
  /** The device that wrote it, or where the files came from. */
  readonly source: string;
}

/** What is to be decided about a study. */
export function charsetProposals(db: ReadableDb, studyKey: string): CharsetProposalRow[] {
  return db
    .all<Record<'id' | 'charset' | 'stated' | 'name_now' | 'name_proposed' | 'source', string>>(
      `SELECT charset_proposal.id, charset, stated, name_now, name_proposed, source FROM charset_proposal
       JOIN study ON study.id = charset_proposal.study WHERE study_key = ? AND state = 'open' ORDER BY charset_proposal.id`,
      [studyKey],
    )
    .map((row) => ({
      proposalId: row.id,
      charset: row.charset,
      stated: row.stated === '' ? null : row.stated,
      nameNow: row.name_now,
      nameProposed: row.name_proposed,
      source: row.source,
    }));
}

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
  deed: Deed & {
    readonly proposalId: string;
    readonly accept: boolean;
    readonly rememberForSource: boolean;
  },
): Result<StudyRow> {
  const { library, session, proposalId, accept, rememberForSource } = deed;
  const nowMs = (deed.clock ?? systemClock).nowMs();
  const allowed = session.require('annotate');
  if (!allowed.ok) return allowed;
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
