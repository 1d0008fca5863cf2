import { useEffect, type ReactNode } from 'react';
import { ConnectionProvider, type Connection } from '../client/index.ts';
import { chooseLocale, I18nProvider } from '../i18n/index.ts';
import { AppStateProvider, useAppState, useSetting, type AppState } from '../state/AppState.tsx';
import { UiRoot } from '../ui/index.ts';
import { Gate } from './Gate.tsx';
import { ShortcutProvider } from './shortcuts/index.ts';

/** One window of the program. */
export function App(props: { readonly connection: Connection; readonly state: AppState }): ReactNode {
  return (
    <ConnectionProvider connection={props.connection}>
      <AppStateProvider state={props.state}>
        <Preferences>
          <UiRoot>
            <Gate />
          </UiRoot>
        </Preferences>
      </AppStateProvider>
    </ConnectionProvider>
  );
}

/** Language and keys as the settings say. */
function Preferences(props: { readonly children: ReactNode }): ReactNode {
  const { settings } = useAppState();
  const locale = useSetting((value) => value.locale);
  const profile = useSetting((value) => value.profile);
  useEffect(() => void settings.load(), [settings]);
  return (
    <I18nProvider locale={chooseLocale(locale, navigator.languages)}>
      <ShortcutProvider profile={profile}>{props.children}</ShortcutProvider>
    </I18nProvider>
  );
}
