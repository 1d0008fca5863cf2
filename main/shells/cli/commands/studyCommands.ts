import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { listStudies, studiesByUid, type ListedStudy } from '../../../catalog/studies.ts';
import { removeStudies } from '../../../catalog/studyDeeds.ts';
import { safeDisplay } from '../../../dicom/text/safeDisplay.ts';
import { fail, succeed, type Result } from '../../../domain/failure.ts';
import type { JsonValue } from '../../../domain/json.ts';
import type { Library } from '../../../library/library.ts';
import { exportStudy } from '../../../sources/exportStudy.ts';
import { importPaths } from '../../../sources/importPaths.ts';
import type { ImportSummary } from '../../../sources/importSummary.ts';
import { UsageError, type Command } from '../command.ts';
import { withLibrary } from '../openLibraryForCommand.ts';

export const importCommand: Command = {
  name: 'import',
  operands: 'PATH...',
  summary: 'Imports files, folders, ZIP archives and DICOMDIR media; makes the library where there is none.',
  count: [1, 100_000],
  options: { 'recovery-key-out': { type: 'string' } },
  run: (invocation) => {
    // A slip of the pen makes no library.
    const create = invocation.operands.some((path) => existsSync(path));
    return withLibrary(invocation, { create }, async ({ library, session }) => {
      const summary = await importPaths({
        library,
        session,
        paths: invocation.operands.map((path) => resolve(path)),
        signal: invocation.signal,
        onProgress: ({ done, total }) => invocation.progress(`imported ${done} of ${total ?? '…'} files`),
      });
      if (!summary.ok) return summary;
      const { instances, duplicates, conflicts, rejected } = summary.value;
      const taken = instances + duplicates + conflicts;
      return succeed({
        kind: 'value',
        value: summary.value as unknown as JsonValue,
        text: importText(summary.value),
        status: taken === 0 && rejected.length > 0 ? 1 : 0,
      });
    });
  },
};

export const studies: Command = {
  name: 'studies',
  operands: '[QUERY]',
  summary: 'Lists studies; the query takes names, pinyin, initials, ids and descriptions.',
  count: [0, 100],
  run: (invocation) =>
    withLibrary(invocation, { create: false }, async ({ library }) => {
      const found = listStudies(library.db.read, invocation.operands.join(' '));
      return succeed({
        kind: 'value',
        value: found as unknown as JsonValue,
        text: found.length === 0 ? 'No study matches.\n' : found.map(studyText).join(''),
      });
    }),
};

export const exportCommand: Command = {
  name: 'export',
  operands: 'STUDY',
  summary: 'Writes the original bytes of a study into a folder.',
  count: [1, 1],
  options: { out: { type: 'string' } },
  run: (invocation) => {
    const { out } = invocation.options;
    if (typeof out !== 'string') throw new UsageError('Use: axial export STUDY --out DIR');
    return withLibrary(invocation, { create: false }, async ({ library, session }) => {
      const keys = studyKeys(library, invocation.operands[0] ?? '');
      if (!keys.ok) return keys;
      const files: JsonValue[] = [];
      for (const studyKey of keys.value) {
        const written = await exportStudy({
          library,
          session,
          studyKey,
          outDir: resolve(out),
          signal: invocation.signal,
          onProgress: (done, total) => invocation.progress(`wrote ${done} of ${total} files`),
        });
        if (!written.ok) return written;
        files.push(...written.value.map(({ file, sha256 }) => ({ file, sha256 })));
      }
      return succeed({ kind: 'value', value: files, text: `${files.length} files in ${resolve(out)}\n` });
    });
  },
};

export const remove: Command = {
  name: 'remove',
  operands: 'STUDY',
  summary: 'Takes a study off the worklist; it can be brought back for 30 days.',
  count: [1, 1],
  run: (invocation) =>
    withLibrary(invocation, { create: false }, async ({ library, session }) => {
      const keys = studyKeys(library, invocation.operands[0] ?? '');
      if (!keys.ok) return keys;
      const removed = removeStudies({ library, session, studyKeys: keys.value });
      if (!removed.ok) return removed;
      return succeed({
        kind: 'value',
        value: { removed: removed.value },
        text: `${removed.value} studies removed; undo within 30 days\n`,
      });
    }),
};

/** Keys of the studies with a Study Instance UID: several where files of several patients claim it. */
function studyKeys(library: Library, studyInstanceUid: string): Result<readonly string[]> {
  const found = studiesByUid(library.db.read, studyInstanceUid);
  if (found.length === 0) return fail('NOT_FOUND', `No study ${studyInstanceUid} is in the library.`);
  return succeed(found.map(({ studyKey }) => studyKey));
}

function importText(summary: ImportSummary): string {
  const { studies: count, series, instances, duplicates, conflicts, rejected, seconds } = summary;
  const lines = [
    `${instances} objects of ${count} new studies and ${series} new series in ${seconds.toFixed(1)} s`,
    `${duplicates} held already, ${conflicts} with the same UID and other bytes, ${rejected.length} rejected`,
    ...rejected.slice(0, 50).map(({ file, code, message }) => `  ${file}: ${message} (${code})`),
    ...(rejected.length > 50 ? [`  and ${rejected.length - 50} more`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function studyText(study: ListedStudy): string {
  const { studyDate, patientName, patientId, modalities, description, studyInstanceUid } = study;
  // A file decides over these texts; a terminal must not obey them.
  const head = [
    studyDate ?? '--------',
    patientName ?? '-',
    patientId ?? '-',
    modalities.join('/'),
    description ?? '',
  ].map(safeDisplay);
  const series = study.series.map(
    (one) =>
      `  ${one.modality} ${one.instances} ${safeDisplay(one.description ?? '')}  ${one.seriesInstanceUid}\n`,
  );
  return `${head.join('  ')}\n  ${studyInstanceUid}\n${series.join('')}`;
}
