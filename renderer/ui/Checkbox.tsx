import './Field.css';
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** Yes or no, with its words beside it. */
export function Checkbox(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}): ReactNode {
  return (
    <label className="ax-check">
      <Base.Root
        className="ax-check-box"
        checked={props.checked}
        disabled={props.disabled ?? false}
        onCheckedChange={(checked) => props.onChange(checked)}
      >
        <Base.Indicator>
          <Icon icon={Check} />
        </Base.Indicator>
      </Base.Root>
      {props.label}
    </label>
  );
}
