import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useSetting } from '../state/AppState.tsx';
import { orderPresets, presetName, swapPresets } from '../state/windowPresets.ts';
import { Button, IconButton, Kbd } from '../ui/index.ts';
import { Section } from './Section.tsx';

/** Which window is on which digit. */
export function PresetsSection(): ReactNode {
  const { t, locale, number } = useI18n();
  const { settings } = useAppState();
  const order = useSetting((value) => value.presetOrder);
  const presets = orderPresets(order);
  const move = (index: number, step: 1 | -1): void =>
    settings.change({ presetOrder: swapPresets(presets, index, index + step) });
  return (
    <Section section="presets" text={t('presets.text')}>
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">{t('presets.key')}</th>
            <th scope="col">{t('presets.name')}</th>
            <th data-numeric scope="col">
              {t('presets.width')}
            </th>
            <th data-numeric scope="col">
              {t('presets.center')}
            </th>
            <th data-last scope="col">
              {t('presets.order')}
            </th>
          </tr>
        </thead>
        <tbody>
          {presets.map((preset, index) => {
            const name = presetName(preset, locale);
            return (
              <tr key={preset.id}>
                <td>{index < 9 && <Kbd>{index + 1}</Kbd>}</td>
                <td>{name}</td>
                <td data-numeric>{number(preset.width)}</td>
                <td data-numeric>{number(preset.center)}</td>
                <td data-last>
                  <IconButton
                    disabled={index === 0}
                    icon={ArrowUp}
                    label={t('presets.up', { name })}
                    onClick={() => move(index, -1)}
                  />
                  <IconButton
                    disabled={index === presets.length - 1}
                    icon={ArrowDown}
                    label={t('presets.down', { name })}
                    onClick={() => move(index, 1)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="settings-actions">
        <Button disabled={order.length === 0} onClick={() => settings.change({ presetOrder: [] })}>
          {t('presets.reset')}
        </Button>
      </div>
    </Section>
  );
}
