import './Badge.css';
import type { ReactNode } from 'react';
import { Icon, type LucideIcon } from './Icon.tsx';

/** What a colour means: see tokens.css. `neutral` means nothing. */
export type Tone = 'neutral' | 'accent' | 'attention' | 'critical' | 'verified' | 'proposed';

/** A word with a colour and, where the meaning matters, an icon of its own shape. */
export function Badge(props: {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className="ax-badge" data-tone={props.tone ?? 'neutral'}>
      {props.icon !== undefined && <Icon icon={props.icon} />}
      {props.children}
    </span>
  );
}
