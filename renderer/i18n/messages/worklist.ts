import type { Messages } from '../message.ts';

export const worklistMessages = {} as const satisfies Messages;
