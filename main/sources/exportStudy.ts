import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { instancesOfSeries } from '../catalog/instances.ts';
import type { InstanceRecord } from '../catalog/instanceRecord.ts';
import { seriesOfStudy } from '../catalog/series.ts';
import { AxialError, fail, makeFailure, succeed, type Result } from '../domain/failure.ts';
import type { Library } from '../library/library.ts';
import type { Session } from '../library/users.ts';
import { asFileError } from '../ports/fileFailure.ts';
import { makeFolders } from '../ports/makeFolders.ts';

/** One written file. */
export interface ExportedFile {
  /** `outDir/<series>/<sop>[-n].dcm`. */
  readonly file: string;
  /** Of its bytes, hex: the original's. */
  readonly sha256: string;
}

/**
 * Writes the original bytes of every object of a study. Copies that claim one SOP Instance UID are numbered: the one that
 * enters the stack has the plain name. A file that is there already is replaced only when it is whole.
 * `FORBIDDEN`, `NOT_FOUND`, `CANCELLED`, `DISK_FULL`, `OBJECT_CORRUPT`; what was written before stays.
 */
export async function exportStudy(options: {
  readonly library: Library;
  readonly session: Session;
  readonly studyKey: string;
  readonly outDir: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}): Promise<Result<ExportedFile[]>> {
  const { library, session, studyKey, outDir, signal, onProgress } = options;
  const allowed = session.require('export');
  if (!allowed.ok) return allowed;
  const planned = seriesOfStudy(library.db.read, studyKey).flatMap((series) =>
    instancesOfSeries(library.db.read, series.seriesKey).map((record) => ({
      folder: join(outDir, series.seriesInstanceUid),
      record,
    })),
  );
  if (planned.length === 0) return fail('NOT_FOUND', 'This study is not in the library.');
  const names = fileNames(planned.map(({ record }) => record));
  const written: ExportedFile[] = [];
  let failure: Result<never> | null = null;
  for (const { folder, record } of planned) {
    if (signal?.aborted === true) failure = fail('CANCELLED');
    if (failure !== null) break;
    const file = join(folder, names.get(record.instanceKey) ?? `${record.instanceKey}.dcm`);
    const result = await writeObject(library, record, { folder, file });
    if (result.ok) written.push({ file, sha256: result.value });
    else failure = result;
    onProgress?.(written.length, planned.length);
  }
  session.record({
    action: 'study.export',
    resource: { kind: 'study', id: studyKey },
    outcome: failure === null ? 'success' : 'failure',
    details: { files: written.length },
  });
  return failure ?? succeed(written);
}

/** Names by instance key: `<sop>.dcm` for the chosen copy, `<sop>-2.dcm` and so on for others in order of content. */
function fileNames(records: readonly InstanceRecord[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const bySop = Map.groupBy(records, (record) => `${record.seriesKey} ${record.sopInstanceUid}`);
  for (const copies of bySop.values()) {
    copies
      .toSorted((a, b) => Number(b.chosen) - Number(a.chosen) || (a.instanceKey < b.instanceKey ? -1 : 1))
      .forEach((record, index) => {
        names.set(record.instanceKey, `${record.sopInstanceUid}${index === 0 ? '' : `-${index + 1}`}.dcm`);
      });
  }
  return names;
}

/** Answers the SHA-256 of what was written. */
async function writeObject(
  library: Library,
  record: InstanceRecord,
  place: { readonly folder: string; readonly file: string },
): Promise<Result<string>> {
  const opened = await library.vault.open(record.identity);
  if (!opened.ok) return opened;
  const part = `${place.file}.part`;
  try {
    await makeFolders(place.folder);
    const out = await open(part, 'w');
    const hash = createHash('sha256');
    try {
      for await (const piece of opened.value.stream()) {
        hash.update(piece);
        await out.writeFile(piece);
      }
      await out.sync();
    } finally {
      await out.close();
    }
    await rename(part, place.file);
    return succeed(hash.digest('hex'));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const told = asFileError(error);
    if (told instanceof AxialError) return { ok: false, failure: told.failure };
    return { ok: false, failure: makeFailure('FILE_UNREADABLE', 'The folder cannot be written to.') };
  } finally {
    await opened.value.close();
  }
}
