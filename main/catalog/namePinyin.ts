import { pinyin } from 'pinyin-pro';

const han = /\p{Script=Han}/u;
/** A character can have six readings; a name of several such would explode. */
const readingsLimit = 24;

/** Whether the text holds a Han character. */
export function hasHan(text: string): boolean {
  return han.test(text);
}

/**
 * The ways a run of Han characters can be read as a name: one list of syllables without tones a reading, the likeliest
 * first. The first character is read as a surname (曾 Zeng, 单 Shan, 仇 Qiu, 解 Xie); other readings of each character
 * follow, at most 24 in all. ü is given as `v`; callers that index add `u`. Empty where nothing is Han.
 */
export function nameReadings(run: string): readonly (readonly string[])[] {
  const letters = Array.from(run).filter((letter) => han.test(letter));
  if (letters.length === 0) return [];
  const text = letters.join('');
  const likeliest = pinyin(text, { type: 'array', toneType: 'none', surname: 'head', v: true });
  let readings: string[][] = [[]];
  letters.forEach((letter, index) => {
    const first = likeliest[index] ?? letter;
    const others = pinyin(letter, { type: 'array', toneType: 'none', multiple: true, v: true });
    const choices = [...new Set([first, ...others])].slice(0, letters.length > 6 ? 1 : 4);
    readings = choices.flatMap((choice) => readings.map((before) => [...before, choice]));
    readings = readings.slice(0, readingsLimit);
  });
  return readings;
}

/** The likeliest reading with tone numbers, for sorting: `wang2 xiao3 dong1`. */
export function sortReading(run: string): string {
  return pinyin(run, { type: 'array', toneType: 'num', surname: 'head', v: true, nonZh: 'consecutive' }).join(
    ' ',
  );
}
