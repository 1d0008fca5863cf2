import { FileText } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SeriesRow, StudyRow } from '../../preload/contract/catalog.ts';
import { useCall, useEvent } from '../client/index.ts';
import { absentMark, useI18n } from '../i18n/index.ts';
import { ErrorState, Icon, Skeleton } from '../ui/index.ts';

/** Modalities whose objects hold no image (PS3.3 C.7.3.1.1.1). */
const withoutImages: ReadonlySet<string> = new Set([
  'SR',
  'KO',
  'PR',
  'DOC',
  'ECG',
  'RTPLAN',
  'RTSTRUCT',
  'AU',
]);

/** The series of a study: pictures first, then what is not an image. `studyKey` null while the cursor still moves. */
export function PreviewSeries(props: {
  readonly study: StudyRow;
  readonly studyKey: string | null;
}): ReactNode {
  const { t } = useI18n();
  const read = useCall('study.get', props.studyKey === null ? null : { studyKey: props.studyKey });
  useEvent('catalog.changed', ({ studyKeys }) => {
    if (props.studyKey !== null && (studyKeys.length === 0 || studyKeys.includes(props.studyKey)))
      read.reload();
  });
  const title = [
    t('preview.series', { count: props.study.seriesCount }),
    props.study.modalities.every((modality) => withoutImages.has(modality))
      ? t('preview.objects', { count: props.study.instanceCount })
      : t('preview.images', { count: props.study.instanceCount }),
  ].join(' · ');
  const images = read.value?.series.filter((series) => series.kind === 'image') ?? [];
  const others = read.value?.series.filter((series) => series.kind !== 'image') ?? [];
  const expected = Math.min(props.study.seriesCount, 6);
  return (
    <section aria-label={title} className="preview-section">
      <h3 className="preview-heading">{title}</h3>
      {read.kind === 'failed' && <ErrorState failure={read.failure} onRetry={read.reload} />}
      {read.kind === 'loading' && (
        <div className="preview-thumbs">
          {Array.from({ length: expected }, (_, index) => (
            <Skeleton className="preview-thumb" key={index} />
          ))}
        </div>
      )}
      {images.length > 0 && (
        <ul className="preview-thumbs">
          {images.map((series) => (
            <Thumb key={series.seriesKey} series={series} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul aria-label={t('preview.otherContent')} className="preview-others">
          {others.map((series) => (
            <li key={series.seriesKey}>
              <Icon icon={FileText} />
              <span className="preview-other-name">{series.description ?? t(`kind.${series.kind}`)}</span>
              <span className="ax-text-quiet">{t(`kind.${series.kind}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Thumb({ series }: { readonly series: SeriesRow }): ReactNode {
  const { t, number } = useI18n();
  const [broken, setBroken] = useState(false);
  const description = series.description ?? t('preview.noDescription');
  const name = t('preview.seriesName', {
    number: series.seriesNumber === null ? absentMark : String(series.seriesNumber),
    modality: series.modality,
    description,
  });
  return (
    <li className="preview-thumb" title={name}>
      <span className="preview-thumb-picture">
        {series.thumbnailUrl === null || broken ? (
          <Icon icon={FileText} />
        ) : (
          <img
            alt={name}
            decoding="async"
            loading="lazy"
            src={series.thumbnailUrl}
            onError={() => setBroken(true)}
          />
        )}
        <span className="preview-thumb-count">{number(series.frameCount)}</span>
      </span>
      <span className="preview-thumb-name">
        <span className="ax-text-quiet">{series.seriesNumber ?? absentMark}</span> {description}
      </span>
    </li>
  );
}
