import type { DataSet } from '../dataSet.ts';
import type { Code } from '../instanceHeader.ts';

/** The coded concept of a code sequence item (PS3.3 table 8.8-1); null where it has no value or no scheme. */
export function readCode(item: DataSet | null): Code | null {
  if (item === null) return null;
  const value = item.text('CodeValue') ?? item.text('LongCodeValue') ?? item.text('URNCodeValue');
  const scheme = item.text('CodingSchemeDesignator') ?? (item.has('URNCodeValue') ? 'URN' : null);
  if (value === null || scheme === null) return null;
  return { value, scheme, meaning: item.wholeText('CodeMeaning') ?? '' };
}
