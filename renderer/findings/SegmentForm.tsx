import { MousePointerClick, Plus, Sparkles } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { refOf } from '../reading/paneContent.ts';
import { useReading, useSeriesCache, useSession } from '../reading/ReadingContext.tsx';
import { useJobs } from '../state/AppState.tsx';
import { isActive } from '../state/jobs.ts';
import { Button, Checkbox, ProgressLine, Select, TextField } from '../ui/index.ts';
import { isFailure } from './findingsStore.ts';

const methods = ['lungs', 'bone', 'body', 'threshold', 'grow'] as const;
type Method = (typeof methods)[number];

/** Starts a segmentation of the stack in the active pane. */
export function SegmentForm(): ReactNode {
  const { t } = useI18n();
  const session = useSession();
  const cache = useSeriesCache();
  const content = useReading((state) => state.panes[state.active] ?? null);
  const tool = useReading((state) => state.tool);
  const brushMm = useReading((state) => state.brushRadiusMm);
  const preview = useReading((state) => state.preview);
  const running = useJobs((state) =>
    [...state.byId.values()].find((job) => job.kind === 'segment' && isActive(job)),
  );
  const [method, setMethod] = useState<Method>('lungs');
  const [lowerText, setLower] = useState('200');
  const [upperText, setUpper] = useState('3000');
  const ref = content === null ? null : refOf(content);
  const series = ref === null ? null : cache.series(ref.seriesKey);
  const view = series?.kind === 'ready' ? series.value : null;
  const stack = ref === null ? null : (view?.stacks[ref.stack] ?? null);
  const isCt = view?.modality === 'CT';
  const usesRange = method === 'threshold' || method === 'grow';
  const [lower, upper] = [Number(lowerText), Number(upperText)];
  const rangeIsRight =
    lowerText.trim() !== '' &&
    upperText.trim() !== '' &&
    Number.isFinite(lower) &&
    Number.isFinite(upper) &&
    lower < upper;
  const canPreview = usesRange && rangeIsRight;
  const previews = preview !== null;
  useEffect(() => {
    if (previews && canPreview) session.set({ preview: { lower, upper } });
    if (previews && !usesRange) session.set({ preview: null });
  }, [session, previews, canPreview, usesRange, lower, upper]);
  useEffect(() => () => session.set({ preview: null, growRange: null }), [session]);

  const needsCt = method === 'lungs' || method === 'bone' || method === 'body';
  const note =
    stack?.volume.possible !== true ? t('findings.noStack') : needsCt && !isCt ? t('findings.notCt') : null;
  const isReady = note === null && (!usesRange || rangeIsRight) && running === undefined;
  const begin = async (): Promise<void> => {
    if (ref === null) return;
    const failure = await session.findings.startSegmentation({
      ...ref,
      method,
      lower: usesRange ? lower : null,
      upper: usesRange ? upper : null,
      seedIjk: null,
    });
    if (failure !== null) session.report(failure);
    session.set({ preview: null });
  };
  const paintNew = async (): Promise<void> => {
    if (ref === null) return;
    const made = await session.findings.createSegmentation({ ...ref, label: t('findings.newPaintedLabel') });
    if (isFailure(made)) session.report(made);
    else session.set({ selected: made.findingId, segment: 1, tool: 'brush' });
  };
  return (
    <section aria-label={t('findings.segmentTitle')} className="segment-form">
      <Select
        label={t('findings.segmentTitle')}
        options={methods.map((value) => ({ value, label: t(`findings.method.${value}`) }))}
        value={method}
        onChange={setMethod}
      />
      {usesRange && (
        <div className="segment-range">
          <TextField
            inputMode="numeric"
            label={`${t('findings.lower')}${isCt ? ' (HU)' : ''}`}
            value={lowerText}
            onChange={setLower}
          />
          <TextField
            error={rangeIsRight ? null : t('findings.rangeWrong')}
            inputMode="numeric"
            label={`${t('findings.upper')}${isCt ? ' (HU)' : ''}`}
            value={upperText}
            onChange={setUpper}
          />
        </div>
      )}
      {usesRange && (
        <Checkbox
          checked={previews}
          disabled={!canPreview}
          label={t('findings.preview')}
          onChange={(checked) => session.set({ preview: checked ? { lower, upper } : null })}
        />
      )}
      {method === 'grow' && <p className="ax-text-quiet">{t('findings.pickSeedHint')}</p>}
      {note !== null && <p className="ax-text-quiet">{note}</p>}
      {running !== undefined && (
        <ProgressLine done={running.done} label={t('findings.running')} total={running.total} />
      )}
      <div className="segment-actions">
        {method === 'grow' ? (
          <Button
            aria-pressed={tool === 'seed'}
            disabled={!isReady}
            icon={MousePointerClick}
            kind="primary"
            onClick={() => session.set({ tool: 'seed', growRange: { lower, upper } })}
          >
            {t('findings.pickSeed')}
          </Button>
        ) : (
          <Button disabled={!isReady} icon={Sparkles} kind="primary" onClick={() => void begin()}>
            {t('findings.start')}
          </Button>
        )}
        <Button disabled={stack?.volume.possible !== true} icon={Plus} onClick={() => void paintNew()}>
          {t('findings.newPainted')}
        </Button>
      </div>
      {(tool === 'brush' || tool === 'erase') && (
        <p className="ax-text-quiet">
          {t('findings.brushSize', { mm: brushMm })} <kbd className="ax-kbd">[</kbd>{' '}
          <kbd className="ax-kbd">]</kbd>
        </p>
      )}
    </section>
  );
}
