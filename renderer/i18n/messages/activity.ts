import type { Messages } from '../message.ts';

export const activityMessages = {} as const satisfies Messages;
