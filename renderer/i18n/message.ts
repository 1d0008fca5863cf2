/** Languages that the program speaks, as BCP 47 tags. */
export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** One sentence. Slots are written `{name}`; a plural chooses by the slot `count`. */
export type Template = string | { readonly one: string; readonly other: string };

/** A message in every language. A language left out does not compile. */
export interface Message {
  readonly en: Template;
  readonly zh: string;
}

export type Messages = Readonly<Record<string, Message>>;

/** Names of the slots in a template text. */
export type SlotNames<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | SlotNames<Rest>
  : never;

type TextOf<T> = T extends { readonly other: infer Other extends string } ? Other : T;

/** Names of the slots that a message wants filled; never where it has none. */
export type SlotsOf<M extends Message> = SlotNames<TextOf<M['en']> & string>;

export type SlotValue = string | number;
