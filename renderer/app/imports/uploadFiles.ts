import { makeFailure, succeed, type Failure, type Result } from '../../../main/domain/failure.ts';
import { failureValue } from '../../../preload/contract/values.ts';
import type { Connection } from '../../client/index.ts';
import type { WalkedFile } from './walkEntries.ts';

/** Files under way at once: one waits for the disk while another travels. */
const lanes = 3;

/**
 * Sends files that the page holds and that have no path: one PUT each, streamed from the disk, then the import starts.
 * Answers the job's id. The first file that is refused stops the rest.
 */
export async function uploadFiles(
  connection: Connection,
  files: readonly WalkedFile[],
): Promise<Result<{ readonly jobId: string }>> {
  const begun = await connection.call('import.beginUpload', {
    files: files.length,
    bytes: files.reduce((sum, { file }) => sum + file.size, 0),
  });
  if (!begun.ok) return begun;
  const waiting = files.values();
  let refused: Failure | null = null;
  const lane = async (): Promise<void> => {
    for (const { path, file } of waiting) {
      if (refused !== null) return;
      refused ??= await sendFile(connection, `${begun.value.url}/${encodeURIComponent(path)}`, file);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (refused !== null) {
    await connection.call('jobs.cancel', { jobId: begun.value.jobId });
    return { ok: false, failure: refused };
  }
  const finished = await connection.call('import.finishUpload', { uploadId: begun.value.uploadId });
  return finished.ok ? succeed({ jobId: begun.value.jobId }) : finished;
}

async function sendFile(connection: Connection, url: string, file: File): Promise<Failure | null> {
  try {
    const response = await connection.send(url, file);
    if (response.ok) return null;
    const body: unknown = await response.json();
    const stated = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
    const parsed = failureValue.safeParse(stated);
    if (parsed.success) return parsed.data;
  } catch {
    // The network or the disk failed: said below.
  }
  return makeFailure('FILE_UNREADABLE', undefined, { file: file.name });
}
