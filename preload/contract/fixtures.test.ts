import { describe, expect, it } from 'vitest';
import { callNames, calls } from './contract.ts';
import { eventNames, events } from './events.ts';
import { eventFixtures, fixtures, negativeFixtures } from './fixtures.ts';

describe('the contract', () => {
  it('has an example of every call and every event', () => {
    expect(Object.keys(fixtures).toSorted()).toEqual([...callNames].toSorted());
    expect(Object.keys(eventFixtures).toSorted()).toEqual([...eventNames].toSorted());
  });

  it.each(callNames)('takes the example of %s and gives it back unchanged', (name) => {
    const { input, output } = fixtures[name];
    expect(calls[name].input.parse(input)).toEqual(input);
    expect(calls[name].output.parse(output)).toEqual(output);
  });

  it.each(eventNames)('takes the example of the event %s', (name) => {
    expect(events[name].parse(eventFixtures[name])).toEqual(eventFixtures[name]);
  });

  it.each(negativeFixtures)('refuses $why ($call, $side)', ({ call, side, value }) => {
    expect(calls[call][side].safeParse(value).success).toBe(false);
  });

  it('refuses unknown fields everywhere', () => {
    const taken = callNames.filter(
      (name) => calls[name].input.safeParse({ ...(fixtures[name].input as object), surplus: 1 }).success,
    );
    expect(taken).toEqual([]);
  });
});
