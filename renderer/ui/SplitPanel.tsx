import './SplitPanel.css';
import type { ReactNode } from 'react';

/** A side of the window that can be closed. Closed it is not in the page at all, so nothing in it can take the focus. */
export function SplitPanel(props: {
  readonly label: string;
  readonly open: boolean;
  readonly side: 'left' | 'right';
  readonly widthPx: number;
  readonly panel: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="ax-split" data-side={props.side}>
      <div className="ax-split-main">{props.children}</div>
      {props.open && (
        <aside aria-label={props.label} className="ax-split-panel" style={{ width: props.widthPx }}>
          {props.panel}
        </aside>
      )}
    </div>
  );
}
