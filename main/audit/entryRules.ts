import type { AuditEntry } from './auditLog.ts';

const idPattern = /^[A-Za-z0-9._:/+-]{1,128}$/;

/**
 * Throws where an entry could carry what the log must never hold: text that is no id, code or number (names of people,
 * file names, free text). A bug in the caller, so a `TypeError`, told without the text itself.
 */
export function checkEntry(entry: AuditEntry): void {
  const texts = [
    ...Object.values(entry.details ?? {}),
    ...(entry.resource === null ? [] : [entry.resource.kind, entry.resource.id]),
    entry.actor,
  ];
  for (const text of texts) {
    if (typeof text === 'string' && !idPattern.test(text)) {
      throw new TypeError(`an audit entry (${entry.action}) may hold only ids, codes and numbers`);
    }
    if (typeof text === 'number' && !Number.isFinite(text)) {
      throw new TypeError(`an audit entry (${entry.action}) holds a number that is not finite`);
    }
  }
}
