import './HelpDialog.css';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { useSetting } from '../state/AppState.tsx';
import { Kbd } from '../ui/index.ts';
import type { ActionOf, Scope } from './shortcuts/index.ts';
import { shortcutLabel } from './shortcuts/index.ts';
import { printKey } from './shortcuts/keyPress.ts';
import { bindingsOf } from './shortcuts/profiles.ts';
import { isMac } from './shortcuts/ShortcutProvider.tsx';

/** What each key of one screen does, in the chosen profile. Actions without a key are left out. */
export function KeyTable(props: { readonly scope: Scope; readonly title: string }): ReactNode {
  const { plain } = useI18n();
  const profile = useSetting((settings) => settings.profile);
  const rows = Object.entries(bindingsOf(profile)[props.scope]) as [ActionOf<Scope>, readonly string[]][];
  return (
    <section className="key-table">
      <h3>{props.title}</h3>
      <dl>
        {rows
          .filter(([, keys]) => keys.length > 0)
          .map(([action, keys]) => (
            <div key={action}>
              <dt>{plain(shortcutLabel(props.scope, action))}</dt>
              <dd>
                {keys.map((key) => (
                  <Kbd key={key}>{printKey(key, isMac)}</Kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
