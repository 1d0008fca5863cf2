import type { ReactNode } from 'react';
import { useI18n } from './I18nProvider.tsx';
import type { MessageKey } from './messages.ts';

/** A sentence without slots, where no hook can be called. */
export function I18nMessage(props: { readonly messageKey: MessageKey }): ReactNode {
  return useI18n().plain(props.messageKey);
}
