import { Toast } from '@base-ui/react/toast';
import type { Tone } from './Badge.tsx';

export interface ToastMessage {
  readonly text: string;
  readonly tone?: Tone;
  /** One thing to do about it: `Undo`. */
  readonly action?: { readonly label: string; readonly onSelect: () => void };
  /** Milliseconds it stays; 0 until it is closed. */
  readonly stayMs?: number;
}

/** The one queue of short messages of this window. */
export const toastManager = Toast.createToastManager<{ readonly tone: Tone }>();

/** Shows a short message at the bottom; returns how to take it away. Long work belongs in the activity tray instead. */
export function showToast(message: ToastMessage): () => void {
  const { action } = message;
  const id = toastManager.add({
    title: message.text,
    timeout: message.stayMs ?? (action === undefined ? 4000 : 8000),
    priority: message.tone === 'critical' ? 'high' : 'low',
    data: { tone: message.tone ?? 'neutral' },
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              action.onSelect();
              toastManager.close(id);
            },
          },
        }),
  });
  return () => toastManager.close(id);
}
