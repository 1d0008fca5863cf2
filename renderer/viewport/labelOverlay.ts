import type { ImagePixels } from './imagePixels.ts';

/** How one segment is painted over the image. */
export interface SegmentPaint {
  /** 0xRRGGBB. */
  readonly rgb: number;
  readonly visible: boolean;
}

export interface LabelPaint {
  /** By segment number; a number without an entry is not painted. */
  readonly segments: ReadonlyMap<number, SegmentPaint>;
  /** Opacity of the inside, 0 to 1. */
  readonly fill: number;
  /** Opacity of the outermost pixels of a segment, 0 to 1. */
  readonly outline: number;
}

/**
 * Paints the labels of one slice into RGBA words: the inside faint, the rim strong, so that an edge can be judged on the
 * image below it. A pixel is rim where one of its four neighbours has another label; the edge of the image is no rim.
 */
export function paintLabels(labels: ImagePixels, paint: LabelPaint, out: Uint32Array): void {
  const { columns, rows, data } = labels;
  const word = (rgb: number, opacity: number): number =>
    ((Math.round(opacity * 255) << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | ((rgb >> 16) & 0xff)) >>> 0;
  const inside = new Uint32Array(256);
  const rim = new Uint32Array(256);
  for (const [number, segment] of paint.segments) {
    if (!segment.visible) continue;
    inside[number] = word(segment.rgb, paint.fill);
    rim[number] = word(segment.rgb, paint.outline);
  }
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const label = data[at] ?? 0;
      if (label === 0) {
        out[at] = 0;
        continue;
      }
      const isRim =
        (column > 0 && data[at - 1] !== label) ||
        (column < columns - 1 && data[at + 1] !== label) ||
        (row > 0 && data[at - columns] !== label) ||
        (row < rows - 1 && data[at + columns] !== label);
      out[at] = (isRim ? rim : inside)[label] ?? 0;
    }
  }
}
