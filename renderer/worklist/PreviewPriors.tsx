import type { ReactNode } from 'react';
import { useCall } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { StatusMark } from './StatusMark.tsx';

/** The patient's other studies in this library, the newest first. */
export function PreviewPriors(props: {
  readonly studyKey: string | null;
  readonly onOpen: (studyKey: string) => void;
}): ReactNode {
  const i18n = useI18n();
  const { t } = i18n;
  const read = useCall('study.priors', props.studyKey === null ? null : { studyKey: props.studyKey });
  return (
    <section aria-label={t('preview.priors')} className="preview-section">
      <h3 className="preview-heading">{t('preview.priors')}</h3>
      {read.kind === 'failed' && <p className="ax-text-quiet">{i18n.failure(read.failure)}</p>}
      {read.value?.rows.length === 0 && <p className="ax-text-quiet">{t('preview.noPriors')}</p>}
      <ul className="preview-priors">
        {read.value?.rows.map((prior) => (
          <li key={prior.studyKey}>
            <button type="button" onClick={() => props.onOpen(prior.studyKey)}>
              <span className="preview-prior-date">{i18n.dicomDate(prior.studyDate)}</span>
              <span className="worklist-modality">{prior.modalities.join(' ')}</span>
              <span className="preview-prior-text">{prior.description ?? t('preview.noDescription')}</span>
              <StatusMark status={prior.status} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
