import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useI18n } from '../i18n/index.ts';
import { lettersOf, type PaneSize, type Point2 } from '../tools/index.ts';
import type { PlanePane } from '../viewport/index.ts';
import { ageText } from '../worklist/ageText.ts';
import { drawnMarks } from './drawnMarks.ts';
import { useMarkWords } from '../findings/useMarkWords.ts';
import { createLabelLayers, segmentationsOf } from './labelLayers.ts';
import { badgesOf } from './paneBadges.ts';
import { lookOf, plainLook, stackId, type PaneContent } from './paneContent.ts';
import { describePane } from './paneDescription.ts';
import { createPaneImages } from './paneImage.ts';
import { PaneMenu } from './PaneMenu.tsx';
import { PaneOverlays } from './PaneOverlays.tsx';
import { attachPanePointer } from './panePointer.ts';
import { PaneState } from './PaneState.tsx';
import { textPlaces } from './textPlaces.ts';
import { planeSceneOf } from './planeSceneOf.ts';
import { cornersOf } from './overlayText.ts';
import { previewLayer } from './previewLayer.ts';
import { useFindings, useReading, useSeriesCache, useSession, useStudy } from './ReadingContext.tsx';
import { middleOf } from './paneContent.ts';
import { useChanges } from './useChanges.ts';
import { useLabels } from './useLabels.ts';
import { usePrefetch } from './usePrefetch.ts';
import { useSeed } from './useSeed.ts';

/** A pane with a flat image: a stack or a plane of a volume. */
export function PlanePaneView(props: {
  readonly index: number;
  readonly content: Extract<PaneContent, { kind: 'stack' | 'plane' }>;
}): ReactNode {
  const { index, content } = props;
  const i18n = useI18n();
  const session = useSession();
  const cache = useSeriesCache();
  const words = useMarkWords();
  const { stage } = session;
  const link = session.link(index);
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pane, setPane] = useState<PlanePane | null>(null);
  const [size, setSize] = useState<PaneSize>({ width: 0, height: 0 });
  const [menuAt, setMenuAt] = useState<Point2 | null>(null);
  const images = useMemo(() => createPaneImages({ cache, stage }), [cache, stage]);
  const layers = useMemo(() => createLabelLayers(), []);
  const pointer = useStore(link.pointer);
  const study = useStudy((state) => state.study);
  const findings = useFindings((state) => state.findings);
  const hidden = useFindings((state) => state.hidden);
  const crosshair = useReading((state) => state.crosshairs[stackId(content.ref)] ?? null);
  const overlays = useReading((state) => state.overlays);
  const lines = useReading((state) => state.crosshairShown);
  const tool = useReading((state) => state.tool);
  const selected = useReading((state) => state.selected);
  const textShifts = useReading((state) => state.textShifts);
  const brushRadiusMm = useReading((state) => state.brushRadiusMm);
  const preview = useReading((state) => state.preview);
  const pickSeed = useSeed();

  const image = images.find(content, crosshair);
  const look = lookOf(content) ?? plainLook;
  const shownUrl = usePrefetch(index, content);
  useChanges(stage.frames.onChange, (url) => url === shownUrl);
  useChanges(stage.volumes.onChange);
  const segmentations = segmentationsOf(findings ?? [], content.ref);
  const labels = useLabels(content.ref, segmentations);

  useEffect(() => {
    if (canvas.current === null || host.current === null) return undefined;
    const made = stage.planePane(canvas.current);
    setPane(made);
    setSize(made.size());
    const stopResize = made.onResize(setSize);
    const stopPointer = attachPanePointer({
      element: host.current,
      session,
      link,
      index,
      onMenu: setMenuAt,
      onSeed: pickSeed,
    });
    return () => {
      stopPointer();
      stopResize();
      made.release();
      setPane(null);
    };
  }, [stage, session, link, index, pickSeed]);

  const isReady = image.kind === 'ready' && size.width > 0 && size.height > 0;
  const paints = tool === 'brush' || tool === 'erase';
  const scene = isReady
    ? planeSceneOf({
        image,
        look,
        size,
        marks: drawnMarks({ image, findings: findings ?? [], hidden, pointer, selected, textShifts, words }),
        labels: [
          ...layers.find(image, segmentations, { labelsOf: labels, hidden }),
          ...previewLayer(image, preview),
        ],
        crosshair: lines && image.plane !== null ? (crosshair ?? middleOf(image.plane.volume.dims)) : null,
        brush: paints && pointer.hover !== null ? { center: pointer.hover, radiusMm: brushRadiusMm } : null,
        showScale: overlays && size.height > 240,
      })
    : null;
  useLayoutEffect(() => {
    link.tell({
      image,
      size,
      toCanvas: scene?.toCanvas ?? null,
      texts: scene === null ? [] : textPlaces(scene),
    });
    pane?.show(scene);
  });

  const letters = image.kind === 'ready' && scene !== null ? lettersOf(image.geometry, scene.toCanvas) : null;
  const readyCount =
    image.kind === 'ready' && image.frame !== null ? stage.frames.readyCount(image.stack.frames) : 0;
  const badges = image.kind === 'ready' ? badgesOf({ i18n, image, content, look, ready: readyCount }) : [];
  const text = describePane(image, { i18n, letters, invert: look.invert, badges });
  return (
    <div className="pane-image" data-tool={tool} ref={host}>
      <canvas
        aria-label={text}
        className="pane-canvas"
        ref={canvas}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a canvas is a picture, and no img element
        role="img"
      />
      {isReady && study !== null && (
        <PaneOverlays
          badges={badges}
          corners={
            overlays
              ? cornersOf({
                  i18n,
                  study,
                  ageText: ageText(i18n, study),
                  image,
                  look,
                  size,
                  hover: pointer.hover,
                })
              : null
          }
          letters={overlays ? letters : null}
          plane={image.plane?.plan.name ?? null}
          index={index}
          text={text}
        />
      )}
      {image.kind !== 'ready' && <PaneState image={image} content={content} />}
      {menuAt !== null && <PaneMenu at={menuAt} index={index} onClose={() => setMenuAt(null)} />}
    </div>
  );
}
