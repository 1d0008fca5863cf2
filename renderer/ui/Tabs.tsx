import './Tabs.css';
import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface TabEntry<V extends string> {
  readonly value: V;
  readonly label: string;
  /** A number behind the label. */
  readonly count?: string | null;
  /** What the tab shows; leave out where all tabs filter one list that stands elsewhere. */
  readonly panel?: ReactNode;
}

/** Tabs over panels. Arrows move between tabs and choose. */
export function Tabs<V extends string>(props: {
  readonly label: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly tabs: readonly TabEntry<V>[];
  readonly vertical?: boolean;
}): ReactNode {
  return (
    <Base.Root
      className="ax-tabs"
      orientation={props.vertical === true ? 'vertical' : 'horizontal'}
      value={props.value}
      onValueChange={(value: V) => props.onChange(value)}
    >
      <Base.List className="ax-tabs-list" aria-label={props.label} activateOnFocus>
        {props.tabs.map((tab) => (
          <Base.Tab className="ax-tab" key={tab.value} value={tab.value}>
            {tab.label}
            {tab.count !== undefined && tab.count !== null && (
              <span className="ax-tab-count">{tab.count}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {props.tabs.map(
        (tab) =>
          tab.panel !== undefined && (
            <Base.Panel className="ax-tabs-panel" key={tab.value} value={tab.value}>
              {tab.panel}
            </Base.Panel>
          ),
      )}
    </Base.Root>
  );
}
