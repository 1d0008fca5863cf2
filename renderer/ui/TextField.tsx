import './Field.css';
import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** One sentence below the field. */
  readonly hint?: string;
  /** What is wrong; takes the place of the hint and is announced. */
  readonly error?: string | null;
  /** The label is heard, not seen. */
  readonly hideLabel?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label. */
export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, hint, error = null, hideLabel = false, className = '', ...rest } = props;
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint ?? null;
  return (
    <div className={`ax-field ${className}`}>
      <label className={hideLabel ? 'ax-only-heard' : 'ax-field-label'} htmlFor={id}>
        {label}
      </label>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className="ax-input"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={note === null ? undefined : noteId}
        onChange={(event) => onChange(event.target.value)}
      />
      {note !== null && (
        <p
          className="ax-field-note"
          data-error={error !== null}
          id={noteId}
          role={error === null ? undefined : 'alert'}
        >
          {note}
        </p>
      )}
    </div>
  );
}
