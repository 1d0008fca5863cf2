/**
 * Addresses of bytes. Calls hand them out; the page never builds one.
 *
 *   GET  /bytes/frame/<instanceKey>/<frame>           stored values of one frame
 *   GET  /bytes/volume/<volumeId>                     rescaled voxels
 *   GET  /bytes/labelmap/<findingId>                  u8 labels; header `x-axial-revision`
 *   PUT  /bytes/labelmap/<findingId>                  one delta; header `x-axial-revision` = the revision it was made on;
 *                                                     answers 200 with the new revision, 409 when it was changed meanwhile
 *   GET  /bytes/thumbnail/<seriesKey>                 PNG
 *   PUT  /bytes/upload/<uploadId>/<name>              one dropped file
 *
 * Every answer has Content-Length and `Cache-Control: no-store`; a failure is JSON `{ error: Failure }`.
 */
export const bytesPrefix = '/bytes/';

export const revisionHeader = 'x-axial-revision';

export type BytesRoute =
  | { readonly kind: 'frame'; readonly instanceKey: string; readonly frame: number }
  | { readonly kind: 'volume'; readonly volumeId: string }
  | { readonly kind: 'labelmap'; readonly findingId: string }
  | { readonly kind: 'thumbnail'; readonly seriesKey: string }
  | { readonly kind: 'upload'; readonly uploadId: string; readonly name: string };

/** The address of a route. */
export function bytesUrl(route: BytesRoute): string {
  const join = (...parts: readonly string[]): string => bytesPrefix + parts.map(encodeURIComponent).join('/');
  switch (route.kind) {
    case 'frame':
      return join('frame', route.instanceKey, String(route.frame));
    case 'volume':
      return join('volume', route.volumeId);
    case 'labelmap':
      return join('labelmap', route.findingId);
    case 'thumbnail':
      return join('thumbnail', route.seriesKey);
    case 'upload':
      return join('upload', route.uploadId, route.name);
  }
}

/** The route of a path; null for anything that is not one of the five forms. */
export function parseBytesUrl(path: string): BytesRoute | null {
  if (!path.startsWith(bytesPrefix)) return null;
  const parts = path.slice(bytesPrefix.length).split('/').map(decodeOrNull);
  if (parts.some((part) => part === null || part.length === 0 || part.length > 512)) return null;
  const [kind, first = '', second = ''] = parts as readonly string[];
  if (parts.length === 3 && kind === 'frame' && /^\d{1,9}$/.test(second)) {
    return { kind, instanceKey: first, frame: Number(second) };
  }
  if (parts.length === 3 && kind === 'upload') return { kind, uploadId: first, name: second };
  if (parts.length !== 2) return null;
  if (kind === 'volume') return { kind, volumeId: first };
  if (kind === 'labelmap') return { kind, findingId: first };
  if (kind === 'thumbnail') return { kind, seriesKey: first };
  return null;
}

function decodeOrNull(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
