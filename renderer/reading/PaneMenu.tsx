import '../ui/Menu.css';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useKeyOf, type ActionOf } from '../app/shortcuts/index.ts';
import { useI18n } from '../i18n/index.ts';
import type { Point2 } from '../tools/index.ts';
import { Icon, Kbd } from '../ui/index.ts';
import { oneToOne } from './commands.ts';
import { useCommands } from './CommandsContext.tsx';
import { useSession } from './ReadingContext.tsx';
import { useVoiChoices } from './useVoiChoices.ts';

type PlainAction = Extract<
  ActionOf<'reading'>,
  | 'fit'
  | 'reset'
  | 'invert'
  | 'flipHorizontal'
  | 'flipVertical'
  | 'rotateRight'
  | 'rotateLeft'
  | 'layoutMpr'
  | 'volume'
  | 'slab'
>;

const groups: readonly (readonly PlainAction[])[] = [
  ['fit', 'reset', 'invert', 'flipHorizontal', 'flipVertical', 'rotateRight', 'rotateLeft'],
  ['layoutMpr', 'volume', 'slab'],
];

/** The menu of a pane, at a point of the window. */
export function PaneMenu(props: {
  readonly at: Point2;
  readonly index: number;
  readonly onClose: () => void;
}): ReactNode {
  const { at, index, onClose } = props;
  const { t } = useI18n();
  const keyOf = useKeyOf();
  const session = useSession();
  const commands = useCommands();
  const choices = useVoiChoices(index);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at[0], at[1], 0, 0) }), [at]);
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          align="start"
          anchor={anchor}
          className="ax-popup-place"
          side="bottom"
          sideOffset={2}
        >
          <Base.Popup aria-label={t('reading.menu')} className="ax-menu pane-menu">
            {choices.map((choice) => (
              <Base.Item
                aria-checked={choice.isShown}
                className="ax-menu-item"
                key={choice.id}
                role="menuitemradio"
                onClick={choice.choose}
              >
                <span className="ax-menu-text">{choice.label}</span>
                {choice.shortcut !== null && <Kbd>{choice.shortcut}</Kbd>}
                {choice.isShown && <Icon icon={Check} />}
              </Base.Item>
            ))}
            {groups.map((group) => (
              <div key={group[0]}>
                {(choices.length > 0 || group[0] !== 'fit') && <Base.Separator className="ax-menu-line" />}
                {group.map((action) => (
                  <Base.Item className="ax-menu-item" key={action} onClick={() => commands[action]?.()}>
                    <span className="ax-menu-text">{t(`shortcut.reading.${action}`)}</span>
                    {keyOf('reading', action) !== null && <Kbd>{keyOf('reading', action)}</Kbd>}
                  </Base.Item>
                ))}
                {group[0] === 'fit' && (
                  <Base.Item className="ax-menu-item" onClick={() => oneToOne(session, index)}>
                    <span className="ax-menu-text">{t('reading.oneToOne')}</span>
                  </Base.Item>
                )}
              </div>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
