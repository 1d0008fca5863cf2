import { ChevronLeft, ChevronRight, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CallOutput } from '../../preload/contract/contract.ts';
import { useCall, useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { Badge, Button, IconButton, Notice, showToast } from '../ui/index.ts';
import { Pending, Section } from './Section.tsx';

const pageEntries = 100;
const tones = { ok: 'neutral', denied: 'attention', failed: 'critical' } as const;

/** Who saw and did what. */
export function AuditSection(): ReactNode {
  const { t, number, instant } = useI18n();
  const [offset, setOffset] = useState(0);
  const read = useCall('audit.list', { offset, limit: pageEntries });
  return (
    <Section section="audit" text={t('audit.text')} wide>
      <ChainCheck />
      <Pending read={read} />
      {read.value?.total === 0 && <p className="ax-text-quiet">{t('audit.empty')}</p>}
      {read.value !== null && read.value.total > 0 && (
        <>
          <table className="settings-table">
            <thead>
              <tr>
                <th data-numeric scope="col">
                  {t('audit.sequence')}
                </th>
                <th scope="col">{t('audit.time')}</th>
                <th scope="col">{t('audit.actor')}</th>
                <th scope="col">{t('audit.action')}</th>
                <th scope="col">{t('audit.resource')}</th>
                <th scope="col">{t('audit.outcome')}</th>
              </tr>
            </thead>
            <tbody>
              {read.value.entries.map((entry) => (
                <tr key={entry.sequence}>
                  <td data-numeric>{number(entry.sequence)}</td>
                  <td>{instant(entry.time)}</td>
                  <td>{entry.actor}</td>
                  <td>{entry.action}</td>
                  <td className="settings-resource ax-selectable">{entry.resource}</td>
                  <td>
                    <Badge tone={tones[entry.outcome]}>{t(`audit.${entry.outcome}`)}</Badge>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Pager offset={offset} total={read.value.total} onMove={setOffset} />
        </>
      )}
    </Section>
  );
}

function Pager(props: {
  readonly offset: number;
  readonly total: number;
  readonly onMove: (offset: number) => void;
}): ReactNode {
  const { t } = useI18n();
  const last = Math.min(props.offset + pageEntries, props.total);
  return (
    <div className="settings-foot">
      <span className="ax-text-quiet">
        {t('audit.range', { from: props.offset + 1, to: last, total: props.total })}
      </span>
      <IconButton
        disabled={props.offset === 0}
        icon={ChevronLeft}
        label={t('audit.newer')}
        onClick={() => props.onMove(Math.max(0, props.offset - pageEntries))}
      />
      <IconButton
        disabled={last >= props.total}
        icon={ChevronRight}
        label={t('audit.older')}
        onClick={() => props.onMove(props.offset + pageEntries)}
      />
    </div>
  );
}

function ChainCheck(): ReactNode {
  const { t, failure } = useI18n();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<CallOutput<'audit.verify'> | null>(null);
  const check = async (): Promise<void> => {
    setBusy(true);
    const result = await connection.call('audit.verify', {});
    setBusy(false);
    if (result.ok) setChecked(result.value);
    else showToast({ text: failure(result.failure), tone: 'critical' });
  };
  return (
    <>
      <div className="settings-actions">
        <Button busy={busy} icon={ShieldCheck} onClick={() => void check()}>
          {t('audit.verify')}
        </Button>
      </div>
      {checked !== null && (
        <Notice tone={checked.firstBroken === null ? 'verified' : 'critical'}>
          {checked.firstBroken === null
            ? t('audit.intact', { count: checked.entries })
            : t('audit.broken', { sequence: checked.firstBroken })}
        </Notice>
      )}
    </>
  );
}
