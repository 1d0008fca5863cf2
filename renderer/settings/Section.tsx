import type { ReactNode } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import type { CallState } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import type { SettingsSection } from '../state/route.ts';
import { ErrorState, Skeleton } from '../ui/index.ts';

/** One page of the settings: its title, one sentence, its content. */
export function Section(props: {
  readonly section: SettingsSection;
  readonly text?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useI18n();
  return (
    <div className="settings-page" data-wide={props.wide === true}>
      <header>
        <h2 className="settings-title">{t(`settings.section.${props.section}`)}</h2>
        {props.text !== undefined && <p className="settings-text">{props.text}</p>}
      </header>
      {props.children}
    </div>
  );
}

/** What stands for a value while it is read, or when it could not be. */
export function Pending(props: {
  readonly read: CallState<unknown> & { readonly failure?: Failure; readonly reload: () => void };
}): ReactNode {
  if (props.read.kind === 'failed') {
    return <ErrorState failure={props.read.failure} onRetry={props.read.reload} />;
  }
  return props.read.kind === 'loading' ? <Skeleton className="settings-skeleton" /> : null;
}
