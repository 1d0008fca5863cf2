import type { CallName } from './contract.ts';
import type { EventName } from './events.ts';
import catalog from './fixtures/catalog.json' with { type: 'json' };
import eventExamples from './fixtures/events.json' with { type: 'json' };
import findings from './fixtures/findings.json' with { type: 'json' };
import imports from './fixtures/import.json' with { type: 'json' };
import library from './fixtures/library.json' with { type: 'json' };
import pixels from './fixtures/pixels.json' with { type: 'json' };
import negative from './fixtures/negative/values.json' with { type: 'json' };

/** An example of every call, for tests of both sides and of every transport. */
export const fixtures: Readonly<Record<CallName, { readonly input: unknown; readonly output: unknown }>> = {
  ...library,
  ...catalog,
  ...imports,
  ...pixels,
  ...findings,
};

export const eventFixtures: Readonly<Record<EventName, unknown>> = eventExamples;

/** Values that must be refused, with the reason. */
export const negativeFixtures = negative as readonly {
  readonly call: CallName;
  readonly side: 'input' | 'output';
  readonly value: unknown;
  readonly why: string;
}[];
