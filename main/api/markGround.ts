import type { InstanceRecord } from '../catalog/instanceRecord.ts';
import { modalityFunction } from '../domain/greyModality.ts';
import { succeed, fail, type Result } from '../domain/failure.ts';
import type { Measurement } from '../findings/finding.ts';
import type { MarkGround } from '../findings/measureMark.ts';
import { modalityOf } from './framePicture.ts';
import type { PixelAccess } from './pixelAccess.ts';
import { spacingOf } from './series/frameInfo.ts';
import { greySpecOf, needsTables } from './series/greySpec.ts';
import { framesOfSeries } from './series/seriesFrames.ts';

const notes: Readonly<Record<string, Measurement['note']>> = {
  detector: 'at-detector',
  calibrated: 'calibrated',
  ultrasound: 'ultrasound',
};

/** What the marks of one frame are measured against. Pixels that cannot be decoded leave lengths and areas. */
export async function groundOfMark(
  record: InstanceRecord,
  index: number,
  pixels: PixelAccess,
): Promise<Result<MarkGround>> {
  const frame = framesOfSeries([{ ...record, chosen: true }])[index];
  if (frame === undefined) return fail('FRAME_OUT_OF_RANGE');
  const decoded = await pixels.frame(record, index);
  const tables = needsTables(frame) ? await pixels.tables(record) : null;
  const grey = greySpecOf(frame, tables);
  const spacing = spacingOf(frame);
  const { padding } = grey;
  return succeed({
    pixels: decoded.ok ? decoded.value : null,
    toValue: modalityFunction(modalityOf(grey)),
    unit: grey.unit,
    isPadding: (stored) => padding !== null && stored >= padding.from && stored <= padding.to,
    spacingMm: spacing.valueMm,
    spacingNote: notes[spacing.kind ?? ''] ?? null,
  });
}
