import { useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { parseDay } from './dayText.ts';
import { TextField } from './TextField.tsx';

/**
 * A day, written year first in every language (the browser's own field follows the system instead).
 * `value` and what `onChange` hands over are DICOM DA, or empty for no day; what is no day is marked and not handed over.
 */
export function DateField(props: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly onChange: (dicomDate: string) => void;
  readonly className?: string;
}): ReactNode {
  const { t, dicomDate } = useI18n();
  const [text, setText] = useState(props.value === '' ? '' : dicomDate(props.value));
  const isWrong = text.trim() !== '' && parseDay(text) === null;
  const finished = text.trim().length >= 8;
  return (
    <TextField
      className={props.className ?? ''}
      hideLabel={props.hideLabel ?? false}
      inputMode="numeric"
      label={props.label}
      maxLength={10}
      placeholder={t('app.dateForm')}
      error={isWrong && finished ? t('app.dateWrong') : null}
      value={text}
      onChange={(next) => {
        setText(next);
        const day = next.trim() === '' ? '' : parseDay(next);
        if (day !== null) props.onChange(day);
      }}
    />
  );
}
