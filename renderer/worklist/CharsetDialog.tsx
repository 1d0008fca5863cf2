import './CharsetDialog.css';
import { useState, type ReactNode } from 'react';
import type { CallOutput } from '../../preload/contract/contract.ts';
import { useCall, useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { Button, Checkbox, Dialog, ErrorState, showToast, Skeleton } from '../ui/index.ts';

type Proposal = CallOutput<'charset.proposals'>[number];

/** Shows what a name reads now and what it would read, and takes the decision. Nothing is applied unasked. */
export function CharsetDialog(props: { readonly studyKey: string; readonly onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const read = useCall('charset.proposals', { studyKey: props.studyKey });
  return (
    <Dialog open title={t('charset.title')} description={t('charset.text')} onClose={props.onClose}>
      {read.kind === 'loading' && <Skeleton className="charset-skeleton" />}
      {read.kind === 'failed' && <ErrorState failure={read.failure} onRetry={read.reload} />}
      {read.value?.length === 0 && <p className="ax-text-quiet">{t('charset.none')}</p>}
      {read.value?.map((proposal) => (
        <ProposalCard
          key={proposal.proposalId}
          proposal={proposal}
          onDecided={() => (read.value.length === 1 ? props.onClose() : read.reload())}
        />
      ))}
    </Dialog>
  );
}

function ProposalCard(props: { readonly proposal: Proposal; readonly onDecided: () => void }): ReactNode {
  const { t, failure } = useI18n();
  const connection = useConnection();
  const { worklist } = useAppState();
  const { proposal } = props;
  const [remember, setRemember] = useState(false);
  const [busy, setBusy] = useState(false);
  const decide = async (accept: boolean): Promise<void> => {
    setBusy(true);
    const result = await connection.call('charset.decide', {
      proposalId: proposal.proposalId,
      accept,
      rememberForSource: remember,
    });
    setBusy(false);
    if (!result.ok) {
      showToast({ text: failure(result.failure), tone: 'critical' });
      return;
    }
    worklist.refresh();
    props.onDecided();
  };
  return (
    <section className="charset-card">
      <dl className="charset-names">
        <div>
          <dt>{t('charset.now')}</dt>
          <dd className="charset-name ax-selectable">
            <bdi>{proposal.nameNow}</bdi>
          </dd>
          <dd className="ax-text-quiet">
            {proposal.stated === null
              ? t('charset.notStated')
              : t('charset.asStated', { charset: proposal.stated })}
          </dd>
        </div>
        <div className="charset-proposed">
          <dt>{t('charset.proposed')}</dt>
          <dd className="charset-name ax-selectable">
            <bdi>{proposal.nameProposed}</bdi>
          </dd>
          <dd className="ax-text-quiet">{t('charset.read', { charset: proposal.charset })}</dd>
        </div>
      </dl>
      <p className="ax-text-quiet">{t('charset.source', { source: proposal.source })}</p>
      <Checkbox checked={remember} label={t('charset.remember')} onChange={setRemember} />
      <div className="dialog-form-actions">
        <Button disabled={busy} onClick={() => void decide(false)}>
          {t('charset.keep')}
        </Button>
        <Button disabled={busy} kind="primary" onClick={() => void decide(true)}>
          {t('charset.accept')}
        </Button>
      </div>
    </section>
  );
}
