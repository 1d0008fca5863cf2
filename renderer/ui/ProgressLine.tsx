import './ProgressLine.css';
import type { ReactNode } from 'react';

/** Two pixels that say how far a work is. `total` null: not known yet, the line moves. */
export function ProgressLine(props: {
  /** What is being worked on; heard. */
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
}): ReactNode {
  const share = props.total === null || props.total === 0 ? null : Math.min(1, props.done / props.total);
  return (
    <progress
      aria-label={props.label}
      className="ax-progress"
      max={1}
      {...(share === null ? {} : { value: share })}
    />
  );
}
