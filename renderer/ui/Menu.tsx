import './Menu.css';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Icon, type LucideIcon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

/** `separator` draws a line; `checked` makes an entry one of a set (leave out for a plain one). */
export type MenuEntry =
  | { readonly kind: 'separator'; readonly id: string }
  | {
      readonly kind: 'item';
      readonly id: string;
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly shortcut?: string | null;
      readonly checked?: boolean;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      readonly onSelect: () => void;
    };

/** A menu that opens from its trigger (a `Button` or `IconButton`). */
export function Menu(props: {
  readonly label: string;
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
}): ReactNode {
  return (
    <Base.Root>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner className="ax-popup-place" sideOffset={4} align={props.align ?? 'start'}>
          <Base.Popup className="ax-menu" aria-label={props.label}>
            {props.entries.map((entry) => (
              <MenuLine entry={entry} key={entry.id} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuLine({ entry }: { readonly entry: MenuEntry }): ReactNode {
  if (entry.kind === 'separator') return <Base.Separator className="ax-menu-line" />;
  const isChoice = entry.checked !== undefined;
  return (
    <Base.Item
      className="ax-menu-item"
      data-danger={entry.danger === true}
      disabled={entry.disabled ?? false}
      onClick={entry.onSelect}
      {...(isChoice ? { role: 'menuitemradio', 'aria-checked': entry.checked } : {})}
    >
      {entry.icon !== undefined && <Icon icon={entry.icon} />}
      <span className="ax-menu-text">{entry.label}</span>
      {entry.shortcut !== undefined && entry.shortcut !== null && <Kbd>{entry.shortcut}</Kbd>}
      {entry.checked === true && <Icon icon={Check} />}
    </Base.Item>
  );
}
