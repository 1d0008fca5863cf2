import type { GeometryFinding } from '../../preload/contract/pixels.ts';
import type { I18n } from '../i18n/index.ts';
import type { Look, PaneContent } from './paneContent.ts';
import type { ReadyImage } from './paneImage.ts';

/** Something about a picture that is not exact, in a word; `reason` says what it means. */
export interface PaneBadge {
  readonly id: string;
  readonly tone: 'attention' | 'neutral';
  readonly label: string;
  readonly reason: string;
}

/** The badges of an image, what needs attention first.  */
export function badgesOf(options: {
  readonly i18n: I18n;
  readonly image: ReadyImage;
  readonly content: PaneContent;
  readonly look: Look;
  /** Images of the stack that are in memory. */
  readonly ready: number;
}): readonly PaneBadge[] {
  const { i18n, image, content, ready } = options;
  const { t } = i18n;
  const { frame, stack, plane, voi } = image;
  const badges: PaneBadge[] = [];
  if (frame !== null && frame.conflictingCopies > 0) {
    badges.push({
      id: 'conflict',
      tone: 'attention',
      label: t('reading.badge.conflict'),
      reason: t('reading.badge.conflictReason', { count: frame.conflictingCopies }),
    });
  }
  for (const finding of stack.findings) {
    if (isTold(finding, image)) badges.push(geometryBadge(finding, i18n));
  }
  const lossy = frame?.lossy ?? null;
  if (lossy !== null) {
    const { ratio } = lossy;
    badges.push({
      id: 'lossy',
      tone: 'neutral',
      label:
        ratio === null
          ? t('reading.badge.lossy')
          : t('reading.badge.lossyRatio', { ratio: ratio.toFixed(ratio < 10 ? 1 : 0) }),
      reason: t('reading.badge.lossyReason'),
    });
  }
  if (plane !== null && content.kind === 'plane' && plane.slabSlices > 1) {
    badges.push({
      id: 'slab',
      tone: 'attention',
      label: t(`reading.badge.slab.${content.projection}`, {
        mm: (plane.plan.sliceMm * plane.slabSlices).toFixed(1),
      }),
      reason: t('reading.badge.slabReason'),
    });
  }
  if (plane !== null && isStretched(image)) {
    badges.push({
      id: 'interpolated',
      tone: 'neutral',
      label: t('reading.badge.interpolated'),
      reason: t('reading.badge.interpolatedReason'),
    });
  }
  if (voi?.kind === 'window' && voi.origin === 'computed') {
    badges.push({
      id: 'computed',
      tone: 'neutral',
      label: t('reading.badge.computed'),
      reason: t('reading.badge.computedReason'),
    });
  }
  if (frame !== null && ready < image.count) {
    badges.push({
      id: 'partial',
      tone: 'neutral',
      label: t('reading.badge.partial', { ready, total: image.count }),
      reason: t('reading.badge.partialReason'),
    });
  }
  return badges.toSorted((first, second) => rank(first) - rank(second));
}

function rank(badge: PaneBadge): number {
  return badge.tone === 'attention' ? 0 : 1;
}

/** Modalities whose images lie at a place in the patient: only there is its absence worth a word. */
const sectional: ReadonlySet<string> = new Set(['CT', 'MR', 'PT', 'NM']);

/** Whether a reader has to know: nobody misses a volume of a radiograph, or a position of an ultrasound image. */
function isTold(finding: GeometryFinding, image: ReadyImage): boolean {
  switch (finding.code) {
    case 'SINGLE_SLICE':
      return false;
    case 'NO_POSITION':
    case 'NO_ORIENTATION':
      return sectional.has(image.series.modality);
    case 'NO_SPACING':
      return image.frame === null || image.frame.ultrasoundRegions.length === 0;
    default:
      return true;
  }
}

/** The numbers that a finding states, with their unit: `gapMm 7.5` reads `7.5 mm`. */
function numbersOf(finding: GeometryFinding, i18n: I18n): string {
  const parts = Object.entries(finding.details).map(([name, value]) => {
    if (typeof value === 'string') return '';
    if (name.endsWith('Mm')) return `${i18n.number(value, 2)} mm`;
    return /deg/i.test(name) ? `${i18n.number(value, 1)}°` : '';
  });
  return parts.filter((part) => part !== '').join(' – ');
}

function geometryBadge(finding: GeometryFinding, i18n: I18n): PaneBadge {
  const { t } = i18n;
  const numbers = numbersOf(finding, i18n);
  const reason = t(`reading.geometry.${finding.code}.reason`);
  return {
    id: finding.code,
    tone: 'attention',
    label: t(`reading.geometry.${finding.code}`),
    reason: numbers === '' ? reason : `${reason} (${numbers})`,
  };
}

/** Whether the rows of a plane lie farther apart than its columns: then what is seen between them is smoothed. */
function isStretched(image: ReadyImage): boolean {
  const [rowMm, columnMm] = image.geometry.spacingMm ?? [1, 1];
  return Math.max(rowMm, columnMm) > 1.2 * Math.min(rowMm, columnMm);
}
