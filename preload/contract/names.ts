import { callNames } from './contract.ts';
import { eventNames } from './events.ts';

/**
 * The names of the contract and nothing else: the allow-list of the preload bridge. The build replaces this module by
 * its two lists, so that the bridge (loaded into every window before the page) carries no schema library.
 */
export const allowedCalls: readonly string[] = callNames;
export const allowedEvents: readonly string[] = eventNames;
