import type { Plugin } from 'rolldown';
import { allowedCalls, allowedEvents } from '../../../preload/contract/names.ts';

/** The module that the bridge takes its allow-list from, as two plain lists. */
export function contractNamesModule(): string {
  return `export const allowedCalls = ${JSON.stringify(allowedCalls)};
export const allowedEvents = ${JSON.stringify(allowedEvents)};
`;
}

/** Replaces `preload/contract/names.ts` by its lists, so that the bridge carries no schema library. */
export function contractNames(): Plugin {
  return {
    name: 'axial:contract-names',
    load: {
      filter: { id: /[\\/]preload[\\/]contract[\\/]names\.ts$/ },
      handler: () => contractNamesModule(),
    },
  };
}
