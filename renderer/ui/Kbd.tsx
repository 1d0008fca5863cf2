import './Tooltip.css';
import type { ReactNode } from 'react';

/** A key as printed on the keyboard. */
export function Kbd(props: { readonly children: ReactNode }): ReactNode {
  return <kbd className="ax-kbd">{props.children}</kbd>;
}
