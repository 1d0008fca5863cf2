import './Field.css';
import './Menu.css';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

/** One of a few. Opens with Enter, Space or the arrows; typing jumps. */
export function Select<V extends string>(props: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: V;
  readonly options: readonly SelectOption<V>[];
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean;
}): ReactNode {
  const labelId = useId();
  const chosen = props.options.find((option) => option.value === props.value);
  return (
    <div className="ax-field">
      <span className={props.hideLabel === true ? 'ax-only-heard' : 'ax-field-label'} id={labelId}>
        {props.label}
      </span>
      <Base.Root
        items={props.options}
        value={props.value}
        disabled={props.disabled ?? false}
        onValueChange={(value) => {
          if (value !== null) props.onChange(value);
        }}
      >
        <Base.Trigger className="ax-select" aria-labelledby={labelId}>
          <span className="ax-select-value">{chosen?.label ?? props.value}</span>
          <Icon icon={ChevronsUpDown} />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className="ax-popup-place" sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className="ax-menu" aria-labelledby={labelId}>
              {props.options.map((option) => (
                <Base.Item className="ax-menu-item" key={option.value} value={option.value}>
                  <Base.ItemText className="ax-menu-text">{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Icon icon={Check} />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
