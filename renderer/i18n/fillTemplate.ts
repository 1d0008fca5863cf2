import type { SlotValue, Template } from './message.ts';

/**
 * Fills the slots of a template. A plural takes `one` only when the slot `count` is exactly 1, as English does.
 * A slot without a value keeps its braces, so that the mistake is seen.
 */
export function fillTemplate(
  template: Template,
  slots: Readonly<Record<string, SlotValue>>,
  formatNumber: (value: number) => string,
): string {
  const text = typeof template === 'string' ? template : slots['count'] === 1 ? template.one : template.other;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = slots[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(value) : value;
  });
}
