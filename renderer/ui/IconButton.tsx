import './IconButton.css';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type LucideIcon } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** The accessible name and the tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** The key as printed, from `useKeyOf()`. */
  readonly shortcut?: string | null;
  /** A toggle that is on or off; leave out for a plain button. */
  readonly pressed?: boolean;
  /** A small number on the corner; the label has to say it too. */
  readonly badge?: string | null;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A 28 px square with one icon, its name and its key in a tooltip. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { label, icon, shortcut = null, pressed, badge = null, side, className = '', ...rest } = props;
  return (
    <Tooltip text={label} shortcut={shortcut} {...(side === undefined ? {} : { side })}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        className={`ax-icon-button ${className}`}
      >
        <Icon icon={icon} />
        {badge !== null && (
          <span aria-hidden className="ax-icon-button-badge">
            {badge}
          </span>
        )}
      </button>
    </Tooltip>
  );
}
