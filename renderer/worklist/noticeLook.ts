import { CopyX, FileImage, Languages, Rows3, Shrink, UserRoundX } from 'lucide-react';
import type { StudyNotice } from '../../preload/contract/catalog.ts';
import type { LucideIcon, Tone } from '../ui/index.ts';

interface NoticeLook {
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

/** What a reader has to decide or to be wary of is amber; what is only to be known is grey. */
export const noticeLooks: Readonly<Record<StudyNotice, NoticeLook>> = {
  'charset-proposal': { icon: Languages, tone: 'attention' },
  conflict: { icon: CopyX, tone: 'attention' },
  geometry: { icon: Rows3, tone: 'attention' },
  'patient-id-missing': { icon: UserRoundX, tone: 'attention' },
  lossy: { icon: Shrink, tone: 'neutral' },
  wrapped: { icon: FileImage, tone: 'neutral' },
};

/** The notices that the list marks with a sign of its own. */
export function needingAttention(notices: readonly StudyNotice[]): readonly StudyNotice[] {
  return notices.filter((notice) => noticeLooks[notice].tone === 'attention');
}
