import type { Messages } from '../message.ts';

/** What the reading screen says: panes, tools, findings. */
export const readingMessages = {
  'reading.title': { en: 'Reading', zh: '阅片' },
} as const satisfies Messages;
