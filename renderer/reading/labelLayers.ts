import type { Finding } from '../../preload/contract/findings.ts';
import type { LoadedLabels } from '../findings/labelmaps.ts';
import { segmentRgb } from '../findings/segmentColours.ts';
import {
  planOfFrame,
  readSlice,
  type ImagePixels,
  type LabelLayer,
  type LabelPaint,
  type SlicePlan,
  type VoxelGrid,
} from '../viewport/index.ts';
import { sameStack, type StackRef } from './paneContent.ts';
import type { ReadyImage } from './paneImage.ts';

/** A segmentation among the findings. */
export type SegmentationFinding = Finding & {
  readonly content: Extract<Finding['content'], { readonly kind: 'segmentation' }>;
};

export function isSegmentation(finding: Finding): finding is SegmentationFinding {
  return finding.content.kind === 'segmentation';
}

/** The segmentations that belong to a stack and are not rejected. */
export function segmentationsOf(findings: readonly Finding[], ref: StackRef): readonly SegmentationFinding[] {
  return findings
    .filter(isSegmentation)
    .filter(({ status, content }) => status !== 'rejected' && sameStack(content, ref));
}

/** Under which name a segment is hidden: the finding alone hides all of its segments. */
export function segmentHideKey(findingId: string, segment: number): string {
  return `${findingId}/${segment}`;
}

/** The slice of a grid that lies on an image: that of its plane, or of the frame's own pixels; null where none does. */
export function gridSliceOf(
  image: ReadyImage,
  grid: VoxelGrid,
): { readonly plan: SlicePlan; readonly slice: number } | null {
  if (image.plane !== null) return { plan: image.plane.plan, slice: image.slice };
  return planOfFrame(grid, image.geometry);
}

/** Reads and remembers the label slices of one pane. */
export interface LabelLayers {
  find(
    image: ReadyImage,
    findings: readonly SegmentationFinding[],
    options: {
      readonly labelsOf: (findingId: string) => LoadedLabels | null;
      readonly hidden: ReadonlySet<string>;
    },
  ): readonly LabelLayer[];
}

export function createLabelLayers(): LabelLayers {
  const slices = new Map<string, { readonly key: string; readonly slice: ImagePixels }>();
  const paints = new Map<string, { readonly key: string; readonly paint: LabelPaint }>();
  const sliceOf = (findingId: string, labels: LoadedLabels, image: ReadyImage): ImagePixels | null => {
    const at = gridSliceOf(image, labels);
    if (at === null) return null;
    const key = `${at.plan.axes.map(({ voxelAxis, backwards }) => `${voxelAxis}${backwards}`).join()} ${at.slice} ${labels.painted}`;
    const known = slices.get(findingId);
    if (known?.key === key) return known.slice;
    const slice = readSlice(labels, at.plan, { slice: at.slice, slices: 1, projection: 'maximum' });
    slices.set(findingId, { key, slice });
    return slice;
  };
  const paintOf = (finding: SegmentationFinding, hidden: ReadonlySet<string>): LabelPaint => {
    const { findingId, content, status } = finding;
    const segments = new Map(
      content.segments.map(({ number, colour }) => [
        number,
        { rgb: segmentRgb(colour), visible: !hidden.has(segmentHideKey(findingId, number)) },
      ]),
    );
    const key = JSON.stringify([[...segments], status]);
    const known = paints.get(findingId);
    if (known?.key === key) return known.paint;
    const paint = { segments, fill: status === 'proposed' ? 0.16 : 0.26, outline: 0.95 };
    paints.set(findingId, { key, paint });
    return paint;
  };
  return {
    find: (image, findings, { labelsOf, hidden }) =>
      findings.flatMap((finding) => {
        const labels = hidden.has(finding.findingId) ? null : labelsOf(finding.findingId);
        const slice = labels === null ? null : sliceOf(finding.findingId, labels, image);
        return slice === null || labels === null
          ? []
          : [{ slice, revision: labels.painted, paint: paintOf(finding, hidden) }];
      }),
  };
}
