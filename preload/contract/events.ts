import { z } from 'zod';
import { libraryState } from './library.ts';
import { jobValue } from './import.ts';
import { findingId, studyKey, seriesKey } from './values.ts';

/** What the services tell every window, unasked. */
export const events = {
  'library.changed': libraryState,
  /** The worklist may look different; `studyKeys` empty means anything. */
  'catalog.changed': z.strictObject({ revision: z.number(), studyKeys: z.array(studyKey) }),
  'job.changed': jobValue,
  'findings.changed': z.strictObject({ studyKey, findingId: findingId.nullable() }),
  'volume.progress': z.strictObject({ seriesKey, stack: z.int(), done: z.int(), total: z.int() }),
  'proposals.changed': z.strictObject({ studyKey }),
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;
export const eventNames = Object.keys(events) as readonly EventName[];
