import { Info, TriangleAlert } from 'lucide-react';
import { memo, useEffect, useState, type ReactNode } from 'react';
import type { EdgeLetters } from '../../main/domain/orientation.ts';
import { Icon } from '../ui/index.ts';
import type { PlaneName } from '../viewport/index.ts';
import type { Corners, OverlayLine } from './overlayText.ts';
import type { PaneBadge } from './paneBadges.ts';
import { useReading } from './ReadingContext.tsx';

/** Words over an image: four corners, letters on four sides, badges. They take no pointer, badges excepted. */
export function PaneOverlays(props: {
  /** Null while the overlays are switched off. */
  readonly corners: Corners | null;
  readonly letters: EdgeLetters | null;
  readonly badges: readonly PaneBadge[];
  readonly plane: PlaneName | null;
  readonly index: number;
  readonly text: string;
}): ReactNode {
  const { corners, letters, badges, plane } = props;
  return (
    <div className="overlays">
      {corners !== null && (
        <>
          <Corner place="top-left" lines={corners.patient} />
          <Corner place="top-right" lines={corners.study} />
          <Corner place="bottom-left" lines={corners.state} />
        </>
      )}
      <div className="overlay-corner" data-place="bottom-right">
        <Badges badges={badges} />
        {corners !== null && <Lines lines={corners.series} />}
      </div>
      {plane !== null && <span aria-hidden className="overlay-plane" data-plane={plane} />}
      {letters !== null && (
        <div aria-hidden>
          <Letter place="left" text={letters.left} />
          <Letter place="right" text={letters.right} />
          <Letter place="top" text={letters.top} />
          <Letter place="bottom" text={letters.bottom} />
        </div>
      )}
      <Announcer index={props.index} text={props.text} />
    </div>
  );
}

function Corner(props: { readonly place: string; readonly lines: readonly OverlayLine[] }): ReactNode {
  return (
    <div aria-hidden className="overlay-corner" data-place={props.place}>
      <Lines lines={props.lines} />
    </div>
  );
}

function Lines(props: { readonly lines: readonly OverlayLine[] }): ReactNode {
  return props.lines.map(({ text, strong }) => (
    <div className={strong === true ? 'overlay-line overlay-strong' : 'overlay-line'} key={text}>
      {text}
    </div>
  ));
}

/** A side of the patient. Public: 3-D panes show the same. */
export function Letter(props: { readonly place: string; readonly text: string }): ReactNode {
  return (
    <span className="overlay-letter" data-place={props.place}>
      {props.text}
    </span>
  );
}

/** Badges with their reason one press away. */
export const Badges = memo(function BadgeList(props: { readonly badges: readonly PaneBadge[] }): ReactNode {
  const [openId, setOpenId] = useState<string | null>(null);
  const open = props.badges.find(({ id }) => id === openId) ?? null;
  if (props.badges.length === 0) return null;
  return (
    <div className="overlay-badges" onPointerDown={(event) => event.stopPropagation()}>
      {open !== null && <output className="overlay-reason">{open.reason}</output>}
      {props.badges.map((badge) => (
        <button
          aria-expanded={badge.id === openId}
          className="overlay-badge"
          data-tone={badge.tone}
          key={badge.id}
          type="button"
          title={badge.reason}
          onClick={() => setOpenId(badge.id === openId ? null : badge.id)}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <Icon icon={badge.tone === 'attention' ? TriangleAlert : Info} />
          {badge.label}
        </button>
      ))}
    </div>
  );
});

const announceDelayMs = 700;

/** Tells the active pane's picture to those who listen, once it stands still. */
function Announcer(props: { readonly index: number; readonly text: string }): ReactNode {
  const isActive = useReading((state) => state.active === props.index);
  const [told, setTold] = useState('');
  useEffect(() => {
    if (!isActive) return undefined;
    const timer = setTimeout(() => setTold(props.text), announceDelayMs);
    return () => clearTimeout(timer);
  }, [isActive, props.text]);
  return (
    <div aria-live="polite" className="ax-only-heard">
      {isActive ? told : ''}
    </div>
  );
}
