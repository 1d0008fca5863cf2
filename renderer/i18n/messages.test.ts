import { describe, expect, it } from 'vitest';
import { failureTexts } from '../../main/domain/failureCodes.ts';
import type { Message } from './message.ts';
import { messages } from './messages.ts';

const all = Object.entries(messages) as [string, Message][];
const slotsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
const han = /\p{Script=Han}/u;

describe('every message', () => {
  it('is written in both languages', () => {
    const silent = all.filter(
      ([, { en, zh }]) => zh.trim() === '' || (typeof en === 'string' && en.trim() === ''),
    );
    expect(silent).toEqual([]);
  });

  it('uses the same slots in both languages', () => {
    const unequal = all.filter(([, { en, zh }]) => {
      const english = slotsIn(typeof en === 'string' ? en : en.other);
      return english.toSorted().join(' ') !== slotsIn(zh).toSorted().join(' ');
    });
    expect(unequal).toEqual([]);
  });

  it('is punctuated as Chinese in Chinese', () => {
    const texts = [
      ...all.map(([key, { zh }]) => [key, zh] as const),
      ...Object.entries(failureTexts).map(([code, { zh }]) => [code, zh] as const),
    ];
    const wrong = texts.filter(([, zh]) => /\p{Script=Han}[,:;?!]|[,:;?!]\p{Script=Han}/u.test(zh));
    expect(wrong).toEqual([]);
  });

  it('speaks no Chinese in English, but for the name of the language itself', () => {
    const mixed = all.filter(([, { en }]) => han.test(typeof en === 'string' ? en : en.one + en.other));
    expect(mixed.map(([key]) => key)).toEqual(['app.chinese']);
  });
});
