import './FindingsPanel.css';
import { Check, Eye, EyeOff, Paintbrush, Sparkles, SquareDashedMousePointer, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode } from 'react';
import type { Finding } from '../../preload/contract/findings.ts';
import { thinSpace, useI18n } from '../i18n/index.ts';
import { decideFinding, removeFinding } from '../reading/markActions.ts';
import { isSegmentation, segmentHideKey, type SegmentationFinding } from '../reading/labelLayers.ts';
import { goToFinding } from '../reading/goToFinding.ts';
import { useFindings, useReading, useSession } from '../reading/ReadingContext.tsx';
import { measurementText } from '../tools/index.ts';
import { Badge, Button, EmptyState, ErrorState, IconButton } from '../ui/index.ts';
import { SegmentForm } from './SegmentForm.tsx';
import { segmentLabel } from './segmentLabel.ts';
import { segmentToken } from './segmentColours.ts';
import { useMarkWords } from './useMarkWords.ts';

/** Everything that was marked or segmented in the study, and how to make more. */
export function FindingsPanel(): ReactNode {
  const { t } = useI18n();
  const session = useSession();
  const findings = useFindings((state) => state.findings);
  const failure = useFindings((state) => state.failure);
  return (
    <aside aria-label={t('findings.title')} className="findings">
      <header className="findings-head">
        <h2>{t('findings.title')}</h2>
        <span className="findings-keys">{t('findings.keys')}</span>
      </header>
      <div className="findings-list">
        {failure !== null && <ErrorState failure={failure} onRetry={() => void session.findings.load()} />}
        {findings?.length === 0 && (
          <EmptyState
            icon={SquareDashedMousePointer}
            title={t('findings.empty')}
            text={t('findings.emptyText')}
          />
        )}
        <ul>
          {findings?.map((finding) => (
            <FindingItem finding={finding} key={finding.findingId} />
          ))}
        </ul>
      </div>
      <SegmentForm />
    </aside>
  );
}

const tones = { proposed: 'proposed', accepted: 'verified', rejected: 'neutral' } as const;
const icons = { proposed: Sparkles, accepted: Check, rejected: X } as const;

function FindingItem({ finding }: { readonly finding: Finding }): ReactNode {
  const { t } = useI18n();
  const session = useSession();
  const words = useMarkWords();
  const { findingId, content, status, origin } = finding;
  const isSelected = useReading((state) => state.selected === findingId);
  const isHidden = useFindings((state) => state.hidden.has(findingId));
  const title =
    content.kind === 'segmentation' ? t(`findings.method.${content.method}`) : t(`findings.${content.kind}`);
  const select = (): void => {
    session.set({ selected: findingId });
    goToFinding(session, finding);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const actions: Readonly<Record<string, () => void>> = {
      a: () => void decideFinding(session, finding, 'accepted'),
      x: () => void decideFinding(session, finding, 'rejected'),
      Delete: () => void removeFinding(session, findingId),
      ArrowDown: () => moveFocus(event.currentTarget, 1),
      ArrowUp: () => moveFocus(event.currentTarget, -1),
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  return (
    <li className="finding" data-selected={isSelected}>
      <div className="finding-line">
        <button
          aria-pressed={isSelected}
          className="finding-title"
          type="button"
          onClick={select}
          onKeyDown={onKeyDown}
        >
          {title}
          {origin.kind === 'person' && (
            <span className="finding-place"> {t('findings.madeBy', { name: origin.user })}</span>
          )}
        </button>
        {(content.kind === 'segmentation' || status !== 'accepted') && (
          <Badge icon={icons[status]} tone={tones[status]}>
            {t(`findings.status.${status}`)}
          </Badge>
        )}
        <IconButton
          icon={isHidden ? EyeOff : Eye}
          label={isHidden ? t('findings.show') : t('findings.hide')}
          pressed={!isHidden}
          onClick={() => session.findings.setHidden(findingId, !isHidden)}
        />
        <IconButton
          icon={Trash2}
          label={t('findings.remove')}
          onClick={() => void removeFinding(session, findingId)}
        />
      </div>
      {isSegmentation(finding) ? (
        <Segments finding={finding} />
      ) : (
        <p className="finding-values">
          {finding.measurements.map((measurement) => (
            <span key={measurement.name}>{measurementText(measurement, words)}</span>
          ))}
        </p>
      )}
      {status === 'proposed' && (
        <div className="finding-decide">
          <Button
            icon={Check}
            kind="primary"
            onClick={() => void decideFinding(session, finding, 'accepted')}
          >
            {t('findings.accept')}
          </Button>
          <Button icon={X} onClick={() => void decideFinding(session, finding, 'rejected')}>
            {t('findings.reject')}
          </Button>
        </div>
      )}
      {status === 'rejected' && (
        <div className="finding-decide">
          <Button onClick={() => void decideFinding(session, finding, 'proposed')}>
            {t('findings.propose')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Segments({ finding }: { readonly finding: SegmentationFinding }): ReactNode {
  const i18n = useI18n();
  const { t } = i18n;
  const session = useSession();
  const hidden = useFindings((state) => state.hidden);
  const painted = useReading((state) => (state.selected === finding.findingId ? state.segment : null));
  const tool = useReading((state) => state.tool);
  return finding.content.segments.map((segment) => {
    const key = segmentHideKey(finding.findingId, segment.number);
    const isHidden = hidden.has(key);
    const isPainted = painted === segment.number && (tool === 'brush' || tool === 'erase');
    const name = segmentLabel(segment.label, i18n);
    return (
      <div className="segment-row" key={segment.number}>
        <span className="segment-swatch" style={{ background: segmentToken(segment.colour) }} />
        <span className="finding-title">{name}</span>
        <span className="segment-volume">
          {i18n.number(segment.volumeMl, 1)}
          {thinSpace}mL
        </span>
        <IconButton
          icon={Paintbrush}
          label={`${t('findings.paintHere')}: ${name}`}
          pressed={isPainted}
          onClick={() => session.set({ selected: finding.findingId, segment: segment.number, tool: 'brush' })}
        />
        <IconButton
          icon={isHidden ? EyeOff : Eye}
          label={`${isHidden ? t('findings.show') : t('findings.hide')}: ${name}`}
          pressed={!isHidden}
          onClick={() => session.findings.setHidden(key, !isHidden)}
        />
      </div>
    );
  });
}

function moveFocus(from: Element, step: 1 | -1): void {
  const titles = [...(from.closest('ul')?.querySelectorAll<HTMLElement>('button.finding-title') ?? [])];
  titles[titles.findIndex((title) => title === from) + step]?.focus();
}
