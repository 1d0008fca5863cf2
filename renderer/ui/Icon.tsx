import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type { LucideIcon } from 'lucide-react';

/** One icon of the set: 18 px, stroke 1.5, never heard (its control carries the name). */
export function Icon(props: { readonly icon: LucideIcon; readonly className?: string }): ReactNode {
  const Drawing = props.icon;
  return <Drawing aria-hidden className={`ax-icon ${props.className ?? ''}`} strokeWidth={1.5} />;
}
