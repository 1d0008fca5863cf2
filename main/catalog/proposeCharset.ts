import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import { redecode } from './applyCharset.ts';
import { shown } from './displayName.ts';
import type { NewInstance } from './newInstance.ts';
import { uuidV5 } from './uuidV5.ts';

/**
 * Notes what an object proposes, and answers what follows for it: nothing; a person has to decide (`open`); it was decided
 * before (`decided`); or, where this study's proposal was accepted before, the object as it is to be shown.
 */
export function proposeCharset(
  tx: WritableDb,
  study: { readonly id: number; readonly studyKey: string },
  instance: NewInstance,
): 'none' | 'open' | 'decided' | NewInstance {
  const { remembered } = instance;
  const { charset, patient } = instance.header;
  if (charset.proposal === null && !remembered) return 'none';
  const proposed = remembered ? charset.used : (charset.proposal?.charset ?? charset.used);
  const name = (remembered ? instance.stated.name : patient.name?.raw) ?? '';
  const terms = [proposed, charset.declared, instance.source] as const;
  const values = [study.id, ...terms];
  const known = tx.get<{ state: string }>(
    'SELECT state FROM charset_proposal WHERE study = ? AND charset = ? AND stated = ? AND source = ?',
    values,
  );
  if (known?.state === 'open') return 'open';
  if (known?.state === 'accepted' && !remembered) {
    return {
      ...instance,
      header: redecode(instance.header, { charset: proposed, stated: charset.declared }),
    };
  }
  if (known !== null) return 'decided';
  tx.run(
    `INSERT INTO charset_proposal (id, study, charset, stated, source, name_now, name_proposed, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      uuidV5(study.studyKey, JSON.stringify(terms)),
      ...values,
      shown(name),
      shown((remembered ? patient.name?.raw : charset.proposal?.patientName) ?? name),
      remembered ? 'accepted' : 'open',
    ],
  );
  return remembered ? 'decided' : 'open';
}

/** Character sets that a person confirmed for all that comes from a source with a declaration: `source\0stated` to charset. */
export function charsetRules(db: ReadableDb): ReadonlyMap<string, string> {
  const rows = db.all<{ source: string; stated: string; charset: string }>(
    'SELECT source, stated, charset FROM charset_rule',
  );
  return new Map(rows.map(({ source, stated, charset }) => [ruleKey(source, stated), charset]));
}

/** The key of `charsetRules`. */
export function ruleKey(source: string, stated: string): string {
  return `${source}\0${stated}`;
}
