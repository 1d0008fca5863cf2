import './State.css';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import { useI18n } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { Icon, type LucideIcon } from './Icon.tsx';

/** Nothing here: one sentence and one action. */
export function EmptyState(props: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <output className="ax-state">
      <Icon icon={props.icon} className="ax-state-icon" />
      <p className="ax-state-title">{props.title}</p>
      {props.text !== undefined && <p className="ax-state-text">{props.text}</p>}
      {props.action}
    </output>
  );
}

/** Something failed: what, and what to do. `children` may say what still works. */
export function ErrorState(props: {
  readonly failure: Failure;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { t, failure } = useI18n();
  return (
    <div className="ax-state" role="alert">
      <Icon icon={CircleAlert} className="ax-state-icon ax-state-icon-critical" />
      <p className="ax-state-title">{failure(props.failure)}</p>
      {props.children}
      {props.onRetry !== undefined && <Button onClick={props.onRetry}>{t('app.retry')}</Button>}
    </div>
  );
}

/** A grey place of the size of what will stand there. Sizes come from the class. */
export function Skeleton(props: { readonly className: string }): ReactNode {
  return <span aria-hidden className={`ax-skeleton ${props.className}`} />;
}
