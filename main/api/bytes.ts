import { instanceByKey } from '../catalog/instances.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { revisionHeader, type BytesRoute } from '../../preload/contract/bytes.ts';
import type { BytesAnswer, BytesInput } from './face.ts';
import { currentLabels, editLabels } from './segmentationEdits.ts';
import type { Thumbnails } from './thumbnails.ts';
import type { Uploads } from './uploads.ts';
import type { Workspace } from './workspace.ts';

/** A stroke is small; anything larger is no stroke. */
const strokeLimitBytes = 64 * 1024 ** 2;

/** The bytes behind an address. */
export async function readBytes(
  workspace: Workspace,
  thumbnails: Thumbnails,
  route: BytesRoute,
  signal: AbortSignal,
): Promise<Result<BytesAnswer>> {
  switch (route.kind) {
    case 'frame': {
      const record = instanceByKey(workspace.library.db.read, route.instanceKey);
      if (record === null) return fail('NOT_FOUND', 'This image is not in the library.');
      const frame = await workspace.pixels.frame(record, route.frame, { signal, priority: 1 });
      return frame.ok ? succeed(raw(frame.value.data)) : frame;
    }
    case 'volume': {
      const volume = workspace.volumes.get(route.volumeId);
      return volume === null
        ? fail('NOT_FOUND', 'This volume is no longer open.')
        : succeed(raw(volume.data));
    }
    case 'labelmap': {
      const labels = currentLabels(workspace, route.findingId);
      if (!labels.ok) return labels;
      return succeed(raw(labels.value.data, { [revisionHeader]: String(labels.value.revision) }));
    }
    case 'thumbnail': {
      const png = await thumbnails.get(workspace, route.seriesKey, signal);
      return png.ok ? succeed({ ...raw(png.value), contentType: 'image/png' }) : png;
    }
    case 'upload':
      return fail('NOT_FOUND', 'Uploads are only written.');
  }
}

/** Takes bytes in: a stroke of a segmentation, or a dropped file. */
export async function writeBytes(
  workspace: Workspace,
  uploads: Uploads,
  route: BytesRoute,
  input: BytesInput,
): Promise<Result<{ readonly revision: number }>> {
  if (route.kind === 'upload') {
    const taken = await uploads.take(workspace, route, input.body);
    return taken.ok ? succeed({ revision: 0 }) : taken;
  }
  if (route.kind !== 'labelmap' || input.revision === null) return fail('INVALID_INPUT');
  const bytes = await collect(input.body);
  if (bytes === null) return fail('INVALID_INPUT', 'A stroke cannot be that large.');
  const revision = editLabels(workspace, { findingId: route.findingId, onRevision: input.revision, bytes });
  return revision.ok ? succeed({ revision: revision.value }) : revision;
}

function raw(data: ArrayBufferView, headers: Readonly<Record<string, string>> = {}): BytesAnswer {
  return {
    contentType: 'application/octet-stream',
    sizeBytes: data.byteLength,
    body: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    headers,
  };
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > strokeLimitBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
