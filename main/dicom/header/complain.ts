import type { DicomWarning } from '../dicomFile.ts';
import { formatTag } from '../dictionary/dictionary.ts';
import { tags, type Keyword } from '../tags.ts';

/** Records an attribute whose value cannot be used. */
export type Complain = (keyword: Keyword) => void;

/** Adds a VALUE_INVALID warning for each attribute, once. */
export function complainOnce(warnings: DicomWarning[]): Complain {
  return (keyword) => {
    const tag = formatTag(tags[keyword]);
    if (!warnings.some((known) => known.code === 'VALUE_INVALID' && known.tag === tag)) {
      warnings.push({ code: 'VALUE_INVALID', tag });
    }
  };
}
