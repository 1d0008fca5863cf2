import { markTextBox, type PlaneScene } from '../viewport/index.ts';
import type { MarkTextPlace } from './paneLink.ts';

/** About the width of a character of the overlay font, CSS px: near enough to take hold of a text. */
const characterPx = 6.6;

/** Where the texts of a scene's marks can be taken hold of. */
export function textPlaces(scene: PlaneScene): readonly MarkTextPlace[] {
  return scene.marks.flatMap((mark) => {
    if (mark.findingId === null || mark.lines.length === 0) return [];
    const width = Math.max(...mark.lines.map((line) => line.length)) * characterPx;
    const { x, y, height } = markTextBox(mark, scene.toCanvas, width);
    return [{ findingId: mark.findingId, x, y, width, height }];
  });
}
