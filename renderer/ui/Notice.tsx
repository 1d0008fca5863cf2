import './Notice.css';
import { CircleAlert, CircleCheck, Info, Sparkles, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './Badge.tsx';
import { Icon, type LucideIcon } from './Icon.tsx';

const icons: Readonly<Record<Tone, LucideIcon>> = {
  neutral: Info,
  accent: Info,
  attention: TriangleAlert,
  critical: CircleAlert,
  verified: CircleCheck,
  proposed: Sparkles,
};

/** A message that stands in its place: a sentence, and perhaps one action. Critical ones are announced at once. */
export function Notice(props: {
  readonly tone: Tone;
  readonly icon?: LucideIcon;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="ax-notice" data-tone={props.tone} role={props.tone === 'critical' ? 'alert' : 'status'}>
      <Icon icon={props.icon ?? icons[props.tone]} />
      <div className="ax-notice-text">{props.children}</div>
      {props.action}
    </div>
  );
}
