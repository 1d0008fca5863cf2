import './SearchField.css';
import { Search, X } from 'lucide-react';
import { useEffect, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useKeyOf } from '../app/shortcuts/index.ts';
import { useI18n } from '../i18n/index.ts';
import { Icon, IconButton, Kbd } from '../ui/index.ts';

/** The quick search: it has the focus when the worklist opens. Arrow down goes into the list, Enter opens the row under the cursor. */
export function SearchField({
  value,
  onChange,
  onLeave,
  onOpen,
  ref,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
  readonly onOpen: () => void;
  readonly ref: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const { t } = useI18n();
  const keyOf = useKeyOf();
  const shortcut = keyOf('worklist', 'search');
  useEffect(() => ref.current?.focus(), [ref]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') onLeave();
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <search className="search-field">
      <Icon icon={Search} />
      <input
        aria-label={t('worklist.search')}
        autoComplete="off"
        className="search-field-input"
        maxLength={256}
        placeholder={t('worklist.searchHint')}
        ref={ref}
        spellCheck={false}
        type="text"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' && shortcut !== null && <Kbd>{shortcut}</Kbd>}
      {value !== '' && (
        <IconButton
          icon={X}
          label={t('worklist.clearSearch')}
          onClick={() => {
            onChange('');
            ref.current?.focus();
          }}
        />
      )}
    </search>
  );
}
