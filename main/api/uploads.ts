import { randomUUID } from 'node:crypto';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Found, SourceItem } from '../sources/sourceItem.ts';
import { spoolOpen } from '../sources/openItems.ts';
import { openQueue, type Queue } from './queue.ts';
import type { Workspace } from './workspace.ts';

/** Files that a page hands over because it holds no paths. They lie encrypted in the vault's spool until they are filed. */
export interface Uploads {
  begin(announced: { readonly files: number; readonly bytes: number }): {
    readonly uploadId: string;
    readonly url: string;
  };
  take(
    workspace: Workspace,
    place: { readonly uploadId: string; readonly name: string },
    body: AsyncIterable<Uint8Array>,
  ): Promise<Result<void>>;
  finish(uploadId: string): Result<void>;
  /** What arrives, as it arrives; `NOT_FOUND` where the upload is over (its files are then to be dropped again). */
  items(uploadId: string): Result<AsyncIterable<Found>>;
}

export function createUploads(): Uploads {
  const running = new Map<string, Queue<SourceItem>>();
  const queueOf = (uploadId: string): Result<Queue<SourceItem>> => {
    const queue = running.get(uploadId);
    return queue === undefined
      ? fail('NOT_FOUND', 'This upload is over. Drop the files again.')
      : succeed(queue);
  };
  return {
    begin() {
      const uploadId = randomUUID();
      running.set(uploadId, openQueue<SourceItem>());
      return { uploadId, url: `/bytes/upload/${uploadId}` };
    },
    async take({ library }, { uploadId, name }, body) {
      const queue = queueOf(uploadId);
      if (!queue.ok) return queue;
      const spool = await library.vault.spool(body);
      queue.value.push({
        name,
        origin: 'upload',
        sizeBytes: spool.sizeBytes,
        depth: 0,
        beside: { find: () => Promise.resolve(null), wanted: false },
        open: () => Promise.resolve(spoolOpen(spool)),
      });
      return succeed(undefined);
    },
    finish(uploadId) {
      const queue = queueOf(uploadId);
      if (!queue.ok) return queue;
      queue.value.end();
      return succeed(undefined);
    },
    items(uploadId) {
      const queue = queueOf(uploadId);
      if (!queue.ok) return queue;
      const items = async function* arriving(): AsyncGenerator<Found> {
        try {
          for await (const item of queue.value.values()) yield { kind: 'item', item };
        } finally {
          running.delete(uploadId);
        }
      };
      return succeed(items());
    },
  };
}
