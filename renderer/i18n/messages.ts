import { activityMessages } from './messages/activity.ts';
import { appMessages } from './messages/app.ts';
import { readingMessages } from './messages/reading.ts';
import { settingsMessages } from './messages/settings.ts';
import { shortcutMessages } from './messages/shortcuts.ts';
import { worklistMessages } from './messages/worklist.ts';

/** Every sentence of the screen in every language, by key. */
export const messages = {
  ...appMessages,
  ...worklistMessages,
  ...activityMessages,
  ...settingsMessages,
  ...shortcutMessages,
  ...readingMessages,
} as const;

export type MessageKey = keyof typeof messages;
