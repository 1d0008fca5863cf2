import type { ReactNode } from 'react';
import { absentMark, useI18n } from '../i18n/index.ts';
import { useSession } from '../state/AppState.tsx';
import { Notice } from '../ui/index.ts';
import { Section } from './Section.tsx';

/** What this program is, which version, and what it is not for. */
export function AboutSection(): ReactNode {
  const { t } = useI18n();
  const info = useSession((state) => state.info);
  const libraryId = useSession((state) => state.library?.libraryId ?? null);
  const kernels = info?.kernels ?? null;
  return (
    <Section section="about">
      <Notice tone="attention">{t('app.research')}</Notice>
      <dl className="settings-facts">
        <dt>{t('about.version')}</dt>
        <dd className="ax-selectable">{info?.version ?? absentMark}</dd>
        <dt>{t('about.shell')}</dt>
        <dd>{info === null ? absentMark : t(`about.shell.${info.shell}`)}</dd>
        <dt>{t('about.kernels')}</dt>
        <dd>
          {kernels === null && absentMark}
          {kernels?.engine === 'native' && t('about.kernels.native')}
          {kernels?.engine === 'twin' && t('about.kernels.twin', { reason: kernels.reason ?? absentMark })}
        </dd>
        <dt>{t('about.library')}</dt>
        <dd className="ax-selectable">{libraryId ?? absentMark}</dd>
      </dl>
      <p className="ax-text-quiet">{t('about.licence')}</p>
    </Section>
  );
}
