import type { FrameInfo } from '../../preload/contract/pixels.ts';
import type { Point2 } from './affine2.ts';

/** What a millimetre means where a mark lies. `pixels`: the spacing is unknown, only px may be said. */
export type MarkSpacing =
  | { readonly kind: 'pixels' }
  | {
      readonly kind: 'patient' | 'detector' | 'calibrated' | 'ultrasound';
      readonly spacingMm: readonly [number, number];
    };

type SpacedFrame = Pick<FrameInfo, 'pixelSpacingMm' | 'spacingKind' | 'ultrasoundRegions'>;

/**
 * The spacing that holds for all points of a mark. Where a frame has ultrasound regions, only a region that contains every
 * point has millimetres (PS3.3 C.8.5.5): a mark across two regions is measured in px.
 */
export function spacingAt(frame: SpacedFrame, points: readonly Point2[]): MarkSpacing {
  if (frame.ultrasoundRegions.length > 0) {
    const inside = frame.ultrasoundRegions.filter((region) =>
      points.every(
        ([column, row]) => column >= region.x0 && column <= region.x1 && row >= region.y0 && row <= region.y1,
      ),
    );
    const [region] = inside;
    if (
      inside.length !== 1 ||
      region === undefined ||
      region.mmPerPixelX === null ||
      region.mmPerPixelY === null
    ) {
      return { kind: 'pixels' };
    }
    return { kind: 'ultrasound', spacingMm: [region.mmPerPixelY, region.mmPerPixelX] };
  }
  if (frame.pixelSpacingMm === null || frame.spacingKind === null) return { kind: 'pixels' };
  return { kind: frame.spacingKind, spacingMm: frame.pixelSpacingMm };
}
