import './Toast.css';
import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import type { Tone } from './Badge.tsx';
import { Icon } from './Icon.tsx';
import { toastManager } from './toasts.ts';

/** Where toasts stand: bottom middle, above the status line. Once in a window. */
export function ToastRegion(): ReactNode {
  return (
    <Toast.Provider toastManager={toastManager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="ax-toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): ReactNode {
  const { t } = useI18n();
  const { toasts } = Toast.useToastManager<{ readonly tone: Tone }>();
  return toasts.map((toast) => (
    <Toast.Root className="ax-toast" data-tone={toast.data?.tone ?? 'neutral'} key={toast.id} toast={toast}>
      <Toast.Title className="ax-toast-text" render={<p />} />
      {toast.actionProps !== undefined && <Toast.Action className="ax-toast-action" />}
      <Toast.Close aria-label={t('app.close')} className="ax-icon-button">
        <Icon icon={X} />
      </Toast.Close>
    </Toast.Root>
  ));
}
