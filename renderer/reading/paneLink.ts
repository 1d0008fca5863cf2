import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Affine2, MarkShape, PaneSize, Point2 } from '../tools/index.ts';
import type { VolumePane } from '../viewport/index.ts';
import type { PaneImage } from './paneImage.ts';

/** What happens in one pane while a pointer is in it; not part of what is kept. */
export interface PanePointer {
  /** Frame pixels under the pointer; null outside. */
  readonly hover: Point2 | null;
  /** A mark that is being drawn (`findingId` null) or moved. */
  readonly draft: { readonly findingId: string | null; readonly shape: MarkShape } | null;
  /** The mark under the pointer: its handles show. */
  readonly hoverMark: string | null;
}

/** The box of a mark's text in a pane, CSS px. */
export interface MarkTextPlace {
  readonly findingId: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How keys and gestures reach what one pane currently shows. */
export interface PaneLink {
  readonly pointer: StoreApi<PanePointer>;
  readonly image: PaneImage;
  /** The same as `image`, for those who follow it. */
  readonly shown: StoreApi<{ readonly image: PaneImage }>;
  readonly toCanvas: Affine2 | null;
  readonly size: PaneSize;
  /** Where the texts of marks stand, CSS px. */
  readonly texts: readonly MarkTextPlace[];
  /** Set in 3-D panes. */
  readonly volume: VolumePane | null;
  /** The pane tells what it shows, each time it shows something else. */
  tell(change: Partial<Pick<PaneLink, 'image' | 'toCanvas' | 'size' | 'texts' | 'volume'>>): void;
}

export function createPaneLink(): PaneLink {
  const link: { -readonly [K in keyof PaneLink]: PaneLink[K] } = {
    pointer: createStore<PanePointer>(() => ({ hover: null, draft: null, hoverMark: null })),
    image: { kind: 'empty' },
    shown: createStore<{ readonly image: PaneImage }>(() => ({ image: { kind: 'empty' } })),
    toCanvas: null,
    size: { width: 0, height: 0 },
    texts: [],
    volume: null,
    tell: (change) => {
      Object.assign(link, change);
      if (change.image !== undefined) link.shown.setState({ image: change.image });
    },
  };
  return link;
}
