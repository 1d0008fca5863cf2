/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a list that scrolls has to be reachable by key */
import './RejectedDialog.css';
import { useRef, type ReactNode } from 'react';
import type { ImportSummary } from '../../preload/contract/import.ts';
import { useI18n } from '../i18n/index.ts';
import { Dialog, rowsOf, useRowsInView } from '../ui/index.ts';

type Rejected = ImportSummary['rejected'];

/** Which files were not imported and why, each with a sentence and its code. */
export function RejectedDialog(props: {
  readonly open: boolean;
  readonly rejected: Rejected;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <Dialog
      open={props.open}
      size="large"
      title={`${t('summary.rejectedTitle')} (${props.rejected.length})`}
      description={t('summary.rejectedText')}
      onClose={props.onClose}
    >
      <RejectedList rejected={props.rejected} />
    </Dialog>
  );
}

const rowPx = 52;

function RejectedList({ rejected }: { readonly rejected: Rejected }): ReactNode {
  const { t, failureCode } = useI18n();
  const scroller = useRef<HTMLElement>(null);
  const { range } = useRowsInView({ scroller, rowPx, count: rejected.length });
  return (
    <section aria-label={t('summary.rejectedTitle')} className="rejected-scroll" ref={scroller} tabIndex={0}>
      <ul className="rejected-list" style={{ height: rejected.length * rowPx }}>
        {rowsOf(range).map((index) => {
          const entry = rejected[index];
          return (
            entry !== undefined && (
              <li
                className="rejected-row"
                key={index}
                style={{ transform: `translateY(${index * rowPx}px)` }}
              >
                <p className="rejected-file ax-selectable" title={entry.file}>
                  {entry.file}
                </p>
                <p className="rejected-reason">
                  {failureCode(entry.code)} <code className="ax-selectable">{entry.code}</code>
                </p>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
