import { failureTexts, type FailureCode } from '../../main/domain/failureCodes.ts';
import type { Failure } from '../../main/domain/failure.ts';
import {
  formatBytes,
  formatDicomDate,
  formatDicomTime,
  formatInstant,
  formatNumber,
  formatSeconds,
} from './format.ts';
import { fillTemplate } from './fillTemplate.ts';
import type { Locale, Message, SlotsOf, SlotValue } from './message.ts';
import { messages, type MessageKey } from './messages.ts';
import { showName, type ShownName } from './personName.ts';
import type { PersonName } from '../../preload/contract/values.ts';

type SlotArguments<K extends MessageKey> = [SlotsOf<(typeof messages)[K]>] extends [never]
  ? []
  : [slots: Readonly<Record<SlotsOf<(typeof messages)[K]>, SlotValue>>];

/** Everything the screen says goes through here. Pure: made once for each language. */
export interface I18n {
  readonly locale: Locale;
  /** The sentence of a key; numbers in slots are formatted; a missing key or slot does not compile. */
  readonly t: <K extends MessageKey>(key: K, ...slots: SlotArguments<K>) => string;
  /** The sentence of a key that is chosen at run time and has no slots. */
  readonly plain: (key: MessageKey) => string;
  /** The sentence of a failure's code, with the file or object it names. */
  readonly failure: (failure: Failure) => string;
  /** The general sentence of a code; an unknown code is shown as it is. */
  readonly failureCode: (code: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly bytes: (sizeBytes: number) => string;
  readonly seconds: (seconds: number) => string;
  /** DA as 2026-11-23. */
  readonly dicomDate: (value: string | null) => string;
  /** TM as 14:05. */
  readonly dicomTime: (value: string | null) => string;
  /** ISO instant as local 2026-11-23 14:05. */
  readonly instant: (value: string | null) => string;
  readonly name: (name: PersonName) => ShownName;
}

export function createI18n(locale: Locale): I18n {
  const number = (value: number, digits?: number): string => formatNumber(locale, value, digits);
  const failureCode = (code: string): string =>
    isFailureCode(code) ? failureTexts[code][locale === 'en' ? 'en' : 'zh'] : code;
  return {
    locale,
    t: (key, ...slots) => {
      const message: Message = messages[key];
      return fillTemplate(locale === 'en' ? message.en : message.zh, slots[0] ?? {}, number);
    },
    plain: (key) => {
      const message: Message = messages[key];
      return fillTemplate(locale === 'en' ? message.en : message.zh, {}, number);
    },
    failureCode,
    failure: (failure) => {
      const named = failure.details['file'] ?? failure.details['path'] ?? failure.details['uid'];
      const sentence = failureCode(failure.code);
      return named === undefined ? sentence : `${sentence} (${String(named)})`;
    },
    number,
    bytes: (sizeBytes) => formatBytes(locale, sizeBytes),
    seconds: formatSeconds,
    dicomDate: formatDicomDate,
    dicomTime: formatDicomTime,
    instant: formatInstant,
    name: (name) => showName(locale, name),
  };
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(failureTexts, code);
}
