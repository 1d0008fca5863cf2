import './Button.css';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type LucideIcon } from './Icon.tsx';

/** `primary`: the one thing to do here. `danger`: destroys. `quiet`: no frame. */
export type ButtonKind = 'plain' | 'primary' | 'quiet' | 'danger';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
  readonly icon?: LucideIcon;
  /** Keeps its width, takes no press, and says that it works. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children?: ReactNode;
}

/** A button with words, 28 px high. */
export function Button(props: ButtonProps): ReactNode {
  const { kind = 'plain', icon, busy = false, children, className = '', disabled = false, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy}
      className={`ax-button ${className}`}
      data-kind={kind}
      disabled={disabled || busy}
    >
      {icon !== undefined && <Icon icon={icon} />}
      <span className="ax-button-text">{children}</span>
    </button>
  );
}
