import { seriesByKey } from '../../catalog/instances.ts';
import { markStudy } from '../../catalog/markStudy.ts';
import { succeed } from '../../domain/failure.ts';
import type { VolumeData } from '../../domain/volume.ts';
import { bytesUrl } from '../../../preload/contract/bytes.ts';
import type { pixelCalls, SeriesView, VolumeHandle } from '../../../preload/contract/pixels.ts';
import type { HandlersOf } from '../handler.ts';
import { seriesViewOf } from '../series/seriesView.ts';
import type { Workspace } from '../workspace.ts';

export function pixelHandlers(open: () => Workspace): HandlersOf<keyof typeof pixelCalls> {
  return {
    'series.open': async ({ seriesKey }) => {
      const { series, pixels, session, decoders } = open();
      // The page asks for frames next: a decoder process should be up by then.
      decoders.warm();
      const layout = series.layout(seriesKey);
      if (!layout.ok) return layout;
      const view = await seriesViewOf(layout.value, ({ record }) => pixels.tables(record));
      noteGeometry(open(), seriesKey, view);
      session.record({
        action: 'study.view',
        resource: { kind: 'series', id: view.seriesInstanceUid },
        outcome: 'success',
      });
      return succeed(view);
    },
    'volume.open': async ({ seriesKey, stack }) => {
      const { series, volumes, hub } = open();
      const source = series.stack(seriesKey, stack);
      if (!source.ok) return source;
      const volume = await series.volume(source.value, {
        onProgress: (done, total) => hub.emit('volume.progress', { seriesKey, stack, done, total }),
      });
      if (!volume.ok) return volume;
      const { dims, spacingMm, ijkToLps, unit, data } = volume.value;
      const volumeId = volumes.put(volume.value);
      return succeed({
        volumeId,
        url: bytesUrl({ kind: 'volume', volumeId }),
        bytes: data.byteLength,
        dataType: volumeType(data),
        dims: [...dims],
        spacingMm: [...spacingMm],
        ijkToLps: [...ijkToLps],
        unit,
        findings: source.value.stack.findings.map(({ code, message, details }) => ({
          code,
          message,
          details: { ...details },
        })),
      });
    },
    'volume.close': async ({ volumeId }) => {
      open().volumes.remove(volumeId);
      return succeed({});
    },
  };
}

/** Findings that a reader has to know before trusting a volume of the series; the others are plain facts. */
const notable: readonly string[] = [
  'GAP',
  'DUPLICATE_POSITIONS',
  'UNEVEN_SPACING',
  'GANTRY_TILT',
  'SHIFTED_SLICES',
  'ORIENTATION_INVALID',
];

/** Marks the study in the worklist where its geometry is irregular. */
function noteGeometry({ library }: Workspace, seriesKey: string, view: SeriesView): void {
  const irregular = view.stacks.some(({ findings }) => findings.some(({ code }) => notable.includes(code)));
  const series = irregular ? seriesByKey(library.db.read, seriesKey) : null;
  if (series === null) return;
  markStudy(library.db, { studyKey: series.studyKey, notice: 'geometry', on: true });
}

function volumeType(data: VolumeData): VolumeHandle['dataType'] {
  if (data instanceof Int16Array) return 'i16';
  if (data instanceof Uint16Array) return 'u16';
  if (data instanceof Uint8Array) return 'u8';
  if (data instanceof Int8Array) return 'i8';
  return data instanceof Int32Array ? 'i32' : 'f32';
}
