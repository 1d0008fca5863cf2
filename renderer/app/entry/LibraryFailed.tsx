import type { ReactNode } from 'react';
import { makeFailure, type Failure } from '../../../main/domain/failure.ts';
import { useI18n } from '../../i18n/index.ts';
import { useAppState } from '../../state/AppState.tsx';
import { ErrorState } from '../../ui/index.ts';
import { EntryFrame } from './EntryFrame.tsx';

/** A library that is there but does not open. It is never made anew over the old one. */
export function LibraryFailed(props: { readonly failure: Failure | null }): ReactNode {
  const { t } = useI18n();
  const { session } = useAppState();
  return (
    <EntryFrame>
      <h1 className="ax-only-heard">{t('failed.title')}</h1>
      <ErrorState
        failure={props.failure ?? makeFailure('LIBRARY_CORRUPT')}
        onRetry={() => void session.load()}
      />
    </EntryFrame>
  );
}
