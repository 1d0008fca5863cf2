import type { I18n } from '../i18n/index.ts';

const known = {
  'left lung': 'findings.segment.left-lung',
  'right lung': 'findings.segment.right-lung',
  lung: 'findings.method.lungs',
  bone: 'findings.segment.bone',
  body: 'findings.segment.body',
  threshold: 'findings.method.threshold',
  'grown region': 'findings.method.grow',
} as const;

/** A segment's label in the reader's language where the program named it; else as it was named. */
export function segmentLabel(label: string, { t }: Pick<I18n, 't'>): string {
  const key = label.toLowerCase();
  return key in known ? t(known[key as keyof typeof known]) : label;
}
