import './Dialog.css';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useI18n } from '../i18n/index.ts';
import { IconButton } from './IconButton.tsx';

/** A modal window of the page: takes the focus and every key, gives the focus back, closes with Escape. */
export function Dialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Whether Escape, the cross and a press outside close it. */
  readonly dismissable?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useI18n();
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
          {...(props.initialFocus === undefined ? {} : { initialFocus: props.initialFocus })}
        >
          <header className="ax-dialog-head">
            <Base.Title className="ax-dialog-title">{props.title}</Base.Title>
            {dismissable && <IconButton icon={X} label={t('app.close')} onClick={props.onClose} />}
          </header>
          <div className="ax-dialog-body">
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
