import { RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { EdgeLetters } from '../../main/domain/orientation.ts';
import { useI18n } from '../i18n/index.ts';
import { Button, EmptyState, IconButton, Menu } from '../ui/index.ts';
import { presetsFor, type GlState, type VolumePane } from '../viewport/index.ts';
import { attachVolumePointer } from './volumePointer.ts';
import { segmentationsOf } from './labelLayers.ts';
import type { PaneContent } from './paneContent.ts';
import { Badges, Letter } from './PaneOverlays.tsx';
import { PaneState } from './PaneState.tsx';
import { withPane } from './readingState.ts';
import { useFindings, useSeriesCache, useSession } from './ReadingContext.tsx';
import { useChanges } from './useChanges.ts';
import { useLabels } from './useLabels.ts';
import { useSurfaces } from './useSurfaces.ts';

/** A pane with a volume rendering and the surfaces of its segments. */
export function VolumePaneView(props: {
  readonly index: number;
  readonly content: Extract<PaneContent, { kind: 'volume' }>;
}): ReactNode {
  const { index, content } = props;
  const { t, locale } = useI18n();
  const session = useSession();
  const cache = useSeriesCache();
  const { stage } = session;
  const link = session.link(index);
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pane, setPane] = useState<VolumePane | null>(null);
  const [letters, setLetters] = useState<EdgeLetters | null>(null);
  const [gl, setGl] = useState<GlState>(stage.gl.state());
  const findings = useFindings((state) => state.findings);
  const segmentations = segmentationsOf(findings ?? [], content.ref);
  const labels = useLabels(content.ref, segmentations);
  const surfaces = useSurfaces(segmentations, labels);
  useChanges(stage.volumes.onChange);

  useEffect(() => {
    if (canvas.current === null || host.current === null) return undefined;
    const made = stage.volumePane(canvas.current);
    const readLetters = (): void => setLetters(made.letters());
    link.tell({ volume: made, image: { kind: 'empty' }, toCanvas: null });
    setPane(made);
    const stops = [
      made.onCamera(readLetters),
      attachVolumePointer({ element: host.current, pane: made, session, index }),
      stage.gl.onChange((state) => {
        setGl(state);
        readLetters();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      link.tell({ volume: null });
      made.release();
      setPane(null);
    };
  }, [stage, session, link, index]);

  const asked = cache.volume(content.ref);
  const state = asked.kind === 'ready' ? stage.volumes.open(asked.value) : null;
  const volume = state?.kind === 'ready' ? state.volume : null;
  const presets = volume === null ? [] : presetsFor(volume.unit);
  const preset = presets.find(({ id }) => id === content.presetId) ?? presets[0] ?? null;
  useEffect(() => {
    if (pane === null) return;
    pane.show(
      volume === null || preset === null
        ? null
        : { volume, preset, showVolume: content.showVolume, surfaces },
    );
  }, [pane, volume, preset, content.showVolume, surfaces]);

  const change = (next: Partial<typeof content>): void =>
    session.rehang((now) => withPane(now, index, { ...content, ...next }), null);
  const failure = asked.kind === 'failed' ? asked.failure : state?.kind === 'failed' ? state.failure : null;
  const name = preset === null ? '' : locale === 'en' ? preset.en : preset.zh;
  const isCoarse = gl.kind === 'ready' && gl.gl.kind === 'software';
  return (
    <div className="pane-image" data-tool="rotate" ref={host}>
      <canvas
        aria-label={[t('reading.plane.volume'), name].filter(Boolean).join(', ')}
        className="pane-canvas"
        ref={canvas}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a canvas is a picture, and no img element
        role="img"
      />
      {failure !== null ? (
        <PaneState content={content} image={{ kind: 'failed', failure, slice: 0, count: 0 }} />
      ) : volume === null ? (
        <PaneState
          content={{
            ...content,
            kind: 'plane',
            plane: 'axial',
            look: emptyLook,
            slabMm: 0,
            projection: 'maximum',
          }}
          image={{
            kind: 'loading',
            done: state?.kind === 'loading' ? state.done : 0,
            total: state?.kind === 'loading' ? state.total : null,
            slice: 0,
            count: 0,
          }}
        />
      ) : null}
      {gl.kind === 'lost' && <output className="pane-loading">{t('reading.glLost')}</output>}
      {gl.kind === 'unavailable' && (
        <div className="pane-state">
          <EmptyState
            icon={RotateCcw}
            title={t('reading.glUnavailable')}
            action={<Button onClick={() => stage.gl.retry()}>{t('app.retry')}</Button>}
          />
        </div>
      )}
      <div className="overlays">
        {letters !== null && volume !== null && (
          <div aria-hidden>
            <Letter place="left" text={letters.left} />
            <Letter place="right" text={letters.right} />
            <Letter place="top" text={letters.top} />
            <Letter place="bottom" text={letters.bottom} />
          </div>
        )}
        <div className="overlay-corner" data-place="bottom-right">
          <Badges
            badges={
              isCoarse && volume !== null
                ? [
                    {
                      id: 'software',
                      tone: 'neutral',
                      label: t('reading.softwareGl'),
                      reason: t('reading.softwareGlReason'),
                    },
                  ]
                : []
            }
          />
        </div>
        {volume !== null && (
          <div className="pane-tools" onPointerDown={(event) => event.stopPropagation()}>
            <Menu
              align="end"
              label={t('reading.presetVolume')}
              trigger={<Button kind="quiet">{name}</Button>}
              entries={[
                ...presets.map((entry) => ({
                  kind: 'item' as const,
                  id: entry.id,
                  label: locale === 'en' ? entry.en : entry.zh,
                  checked: entry === preset,
                  onSelect: () => change({ presetId: entry.id }),
                })),
                { kind: 'separator' as const, id: 'line' },
                {
                  kind: 'item' as const,
                  id: 'show',
                  label: t('reading.showVolume'),
                  checked: content.showVolume,
                  onSelect: () => change({ showVolume: !content.showVolume }),
                },
              ]}
            />
            <IconButton icon={RotateCcw} label={t('reading.resetCamera')} onClick={() => pane?.reset()} />
          </div>
        )}
      </div>
    </div>
  );
}

const emptyLook = {
  view: { zoom: 1, pan: [0, 0], turns: 0, flipHorizontal: false, flipVertical: false },
  voi: null,
  invert: false,
} as const;
