import './Dialog.css';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { IconButton } from './IconButton.tsx';

const focusable = 'input:not([hidden]), button, select, textarea, [tabindex="0"]';

/** A modal window of the page: takes the focus and every key, gives the focus back, closes with Escape. */
export function Dialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  /** Its text may be longer than the window and holds nothing else that takes the focus. */
  readonly scrolls?: boolean;
  /** Whether Escape, the cross and a press outside close it. */
  readonly dismissable?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useI18n();
  const body = useRef<HTMLDivElement>(null);
  const dismissable = props.dismissable ?? true;
  return (
    <Base.Root
      open={props.open}
      onOpenChange={(open) => {
        if (!open && dismissable) props.onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="ax-dialog-backdrop" />
        <Base.Popup
          className="ax-dialog"
          data-modal=""
          data-size={props.size ?? 'medium'}
          initialFocus={() => body.current?.querySelector<HTMLElement>(focusable) ?? body.current}
        >
          <header className="ax-dialog-head">
            <Base.Title className="ax-dialog-title">{props.title}</Base.Title>
            {dismissable && <IconButton icon={X} label={t('app.close')} onClick={props.onClose} />}
          </header>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls is reached by key */}
          <div className="ax-dialog-body" ref={body} tabIndex={props.scrolls === true ? 0 : -1}>
            {props.description !== undefined && (
              <Base.Description className="ax-dialog-description">{props.description}</Base.Description>
            )}
            {props.children}
          </div>
          {props.footer !== undefined && <footer className="ax-dialog-foot">{props.footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
