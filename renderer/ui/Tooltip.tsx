import './Tooltip.css';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';

/** Words on hover and on keyboard focus, with the key that does the same. Wrap the window once in `TooltipGroup`. */
export function Tooltip(props: {
  readonly text: string;
  readonly shortcut?: string | null;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactElement<Record<string, unknown>>;
}): ReactNode {
  const shortcut = props.shortcut ?? null;
  return (
    <Base.Root>
      <Base.Trigger render={props.children} />
      <Base.Portal>
        <Base.Positioner className="ax-tooltip-place" side={props.side ?? 'bottom'} sideOffset={6}>
          <Base.Popup className="ax-tooltip">
            {props.text}
            {shortcut !== null && <Kbd>{shortcut}</Kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The second tooltip of a row comes at once. */
export function TooltipGroup(props: { readonly children: ReactNode }): ReactNode {
  return <Base.Provider delay={400}>{props.children}</Base.Provider>;
}
