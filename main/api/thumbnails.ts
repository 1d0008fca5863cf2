import { succeed, type Result } from '../domain/failure.ts';
import { encodePicture, pictureOf, shrinkPicture } from './framePicture.ts';
import { frameOf } from './series/seriesView.ts';
import { greySpecOf, needsTables } from './series/greySpec.ts';
import type { Workspace } from './workspace.ts';

/** Small pictures of series, made when they are asked for and kept in memory only. */
export interface Thumbnails {
  /** PNG of the middle image of the first stack. `NO_PIXELS`, `NOT_FOUND`, and what decoding says. */
  get(workspace: Workspace, seriesKey: string, signal: AbortSignal): Promise<Result<Uint8Array>>;
}

const sizePixels = 128;
/** Some 20 MB at most. */
const keptPictures = 1000;

export function createThumbnails(): Thumbnails {
  const shelves = new WeakMap<Workspace, Map<string, Uint8Array>>();
  const shelfOf = (workspace: Workspace): Map<string, Uint8Array> => {
    const shelf = shelves.get(workspace) ?? new Map<string, Uint8Array>();
    shelves.set(workspace, shelf);
    return shelf;
  };
  return {
    async get(workspace, seriesKey, signal) {
      const shelf = shelfOf(workspace);
      const known = shelf.get(seriesKey);
      if (known !== undefined) return succeed(known);
      const made = await makeThumbnail(workspace, seriesKey, signal);
      if (!made.ok) return made;
      const [oldest] = shelf.keys();
      if (shelf.size >= keptPictures && oldest !== undefined) shelf.delete(oldest);
      // A series that still grows may get another middle: its picture is kept only once it was imported whole.
      if (workspace.library.jobs.list({ states: ['running'] }).length === 0) shelf.set(seriesKey, made.value);
      return made;
    },
  };
}

async function makeThumbnail(
  workspace: Workspace,
  seriesKey: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  const { series, pixels } = workspace;
  const source = series.stack(seriesKey, 0);
  if (!source.ok) return source;
  const { layout, stack } = source.value;
  const middle = frameOf(layout, stack.ids[Math.floor(stack.ids.length / 2)] ?? '');
  const decoded = await pixels.frame(middle.record, middle.frame, { signal, priority: -1 });
  if (!decoded.ok) return decoded;
  const grey = greySpecOf(middle, needsTables(middle) ? await pixels.tables(middle.record) : null);
  return succeed(encodePicture(shrinkPicture(pictureOf(decoded.value, grey), sizePixels)));
}
