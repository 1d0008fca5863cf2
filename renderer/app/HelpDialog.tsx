import './HelpDialog.css';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useRoute, useSetting } from '../state/AppState.tsx';
import { Dialog, Kbd } from '../ui/index.ts';
import { KeyTable } from './KeyTable.tsx';

const mouse = [
  ['help.keyLeft', 'help.mouseLeft'],
  ['help.keyMiddle', 'help.mouseMiddle'],
  ['help.keyRight', 'help.mouseRight'],
  ['help.keyWheel', 'help.mouseWheel'],
  ['help.keyDouble', 'help.mouseDouble'],
] as const;

/** Every key of the chosen profile, and what the mouse does on images. */
export function HelpDialog(props: { readonly open: boolean }): ReactNode {
  const { t } = useI18n();
  const { route } = useAppState();
  const screen = useRoute((state) => state.route.screen);
  const scopes =
    screen === 'reading' ? (['reading', 'worklist'] as const) : (['worklist', 'reading'] as const);
  const profile = useSetting((settings) => settings.profile);
  return (
    <Dialog
      open={props.open}
      scrolls
      size="large"
      title={t('help.title')}
      description={t('help.profile', { name: t(`profile.${profile}`) })}
      onClose={() => route.show('none')}
    >
      <div className="help-columns">
        {scopes.map((scope) => (
          <KeyTable key={scope} scope={scope} title={t(`help.${scope}`)} />
        ))}
        <KeyTable scope="global" title={t('help.global')} />
        <section className="key-table">
          <h3>{t('help.mouse')}</h3>
          <dl>
            {mouse.map(([key, text]) => (
              <div key={key}>
                <dt>{t(text)}</dt>
                <dd>
                  <Kbd>{t(key)}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <p className="ax-text-quiet">{t('app.research')}</p>
    </Dialog>
  );
}
