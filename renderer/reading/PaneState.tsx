import { Images } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { EmptyState, ErrorState, ProgressLine } from '../ui/index.ts';
import { refOf, type PaneContent } from './paneContent.ts';
import type { PaneImage } from './paneImage.ts';
import { useSession } from './ReadingContext.tsx';

/** What stands in a pane whose image is not there: nothing hung, on its way, or failed. */
export function PaneState(props: { readonly image: PaneImage; readonly content: PaneContent }): ReactNode {
  const { image, content } = props;
  const { t } = useI18n();
  const session = useSession();
  const ref = refOf(content);
  switch (image.kind) {
    case 'ready':
      return null;
    case 'empty':
      return (
        <div className="pane-state">
          <EmptyState icon={Images} title={t('reading.paneEmpty')} text={t('reading.paneEmptyText')} />
        </div>
      );
    case 'failed':
      return (
        <div className="pane-state">
          <ErrorState
            failure={image.failure}
            onRetry={() => {
              if (ref !== null) retry(session, content);
            }}
          />
        </div>
      );
    case 'loading': {
      const label = content.kind === 'plane' ? t('reading.volumeLoading') : t('reading.paneLoading');
      return (
        <output className="pane-loading">
          <ProgressLine label={label} done={image.done} total={image.total} />
          <span>{label}</span>
        </output>
      );
    }
  }
}

function retry(session: ReturnType<typeof useSession>, content: PaneContent): void {
  const ref = refOf(content);
  if (ref === null) return;
  const series = session.cache.series(ref.seriesKey);
  const slice = content.kind === 'stack' ? content.slice : 0;
  const frame = series.kind === 'ready' ? series.value.stacks[ref.stack]?.frames[slice] : undefined;
  if (content.kind === 'stack' && frame !== undefined) session.stage.frames.retry(frame);
  session.cache.retry(ref);
}
