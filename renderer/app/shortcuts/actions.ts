/** Everything that a key can do, by the screen it acts on. Labels are `shortcut.<scope>.<action>` in i18n. */
export const actions = {
  global: ['help', 'lock', 'import', 'settings', 'activity'],
  worklist: [
    'next',
    'previous',
    'first',
    'last',
    'pageDown',
    'pageUp',
    'open',
    'search',
    'statusUnread',
    'statusReading',
    'statusReviewed',
    'statusReported',
    'remove',
    'undo',
    'togglePreview',
    'selectAll',
  ],
  reading: [
    'toolWindow',
    'toolPan',
    'toolZoom',
    'toolScroll',
    'toolLength',
    'toolEllipse',
    'toolCrosshair',
    'toolBrush',
    'toolErase',
    'invert',
    'flipHorizontal',
    'flipVertical',
    'rotateRight',
    'rotateLeft',
    'reset',
    'fit',
    'zoomIn',
    'zoomOut',
    'overlays',
    'cine',
    'imageNext',
    'imagePrevious',
    'imageForward',
    'imageBack',
    'imageFirst',
    'imageLast',
    'seriesNext',
    'seriesPrevious',
    'paneNext',
    'panePrevious',
    'layoutOne',
    'layoutTwo',
    'layoutFour',
    'layoutMpr',
    'volume',
    'slab',
    'keyImage',
    'undo',
    'redo',
    'delete',
    'cancel',
    'toggleSeries',
    'toggleFindings',
    'close',
    'preset0',
    'preset1',
    'preset2',
    'preset3',
    'preset4',
    'preset5',
    'preset6',
    'preset7',
    'preset8',
    'preset9',
  ],
} as const;

export type Scope = keyof typeof actions;
export type ActionOf<S extends Scope> = (typeof actions)[S][number];

/** Keys of each action. A key is written `mod+shift+z`, `ArrowUp`, `?`; `mod` is Ctrl, on a Mac Command. */
export type Bindings = {
  readonly [S in Scope]: Readonly<Record<ActionOf<S>, readonly string[]>>;
};

/** A profile states only what differs from the default. */
export type BindingChanges = {
  readonly [S in Scope]?: Readonly<Partial<Record<ActionOf<S>, readonly string[]>>>;
};
