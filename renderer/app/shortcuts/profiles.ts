import type { ProfileName } from '../../state/profileNames.ts';
import type { ActionOf, BindingChanges, Bindings, Scope } from './actions.ts';

const axial: Bindings = {
  global: {
    help: ['?', 'F1'],
    lock: ['mod+shift+l'],
    import: ['mod+o'],
    settings: ['mod+,'],
    activity: ['mod+shift+a'],
  },
  worklist: {
    next: ['ArrowDown'],
    previous: ['ArrowUp'],
    first: ['Home'],
    last: ['End'],
    pageDown: ['PageDown'],
    pageUp: ['PageUp'],
    open: ['Enter'],
    search: ['/', 'mod+f'],
    statusUnread: ['1'],
    statusReading: ['2'],
    statusReviewed: ['3'],
    statusReported: ['4'],
    remove: ['Delete'],
    undo: ['mod+z'],
    togglePreview: ['p'],
    selectAll: ['mod+a'],
  },
  reading: {
    toolWindow: ['w'],
    toolPan: ['t'],
    toolZoom: ['z'],
    toolScroll: ['s'],
    toolLength: ['d'],
    toolEllipse: ['e'],
    toolCrosshair: ['x'],
    toolBrush: ['b'],
    toolErase: ['shift+b'],
    invert: ['i'],
    flipHorizontal: ['h'],
    flipVertical: ['v'],
    rotateRight: ['r'],
    rotateLeft: ['l'],
    reset: ['Space'],
    fit: ['='],
    zoomIn: ['+'],
    zoomOut: ['-'],
    overlays: ['o'],
    cine: ['c'],
    imageNext: ['ArrowDown'],
    imagePrevious: ['ArrowUp'],
    imageForward: ['shift+ArrowDown'],
    imageBack: ['shift+ArrowUp'],
    imageFirst: ['Home'],
    imageLast: ['End'],
    seriesNext: ['PageDown'],
    seriesPrevious: ['PageUp'],
    paneNext: ['ArrowRight'],
    panePrevious: ['ArrowLeft'],
    layoutOne: ['alt+1'],
    layoutTwo: ['alt+2'],
    layoutFour: ['alt+4'],
    layoutMpr: ['m'],
    volume: ['g'],
    slab: ['j'],
    keyImage: ['k'],
    undo: ['mod+z'],
    redo: ['mod+y', 'mod+shift+z'],
    delete: ['Delete', 'Backspace'],
    cancel: ['Escape'],
    toggleSeries: ['['],
    toggleFindings: [']'],
    close: ['mod+Backspace', 'q'],
    preset0: ['0'],
    preset1: ['1'],
    preset2: ['2'],
    preset3: ['3'],
    preset4: ['4'],
    preset5: ['5'],
    preset6: ['6'],
    preset7: ['7'],
    preset8: ['8'],
    preset9: ['9'],
  },
};

const changes: Readonly<Record<ProfileName, BindingChanges>> = {
  axial: {},
  ohif: {
    reading: {
      toolWindow: ['w'],
      toolScroll: ['s'],
      zoomIn: ['+'],
      zoomOut: ['-'],
      delete: ['Backspace', 'Delete'],
    },
  },
  weasis: {
    reading: {
      toolCrosshair: ['h'],
      flipHorizontal: ['alt+f'],
      flipVertical: ['alt+v'],
      toolEllipse: ['e'],
      toolZoom: ['z'],
      toolScroll: ['s'],
      rotateRight: ['alt+r'],
      rotateLeft: ['alt+l'],
      invert: ['alt+i'],
      overlays: ['i', 'Space'],
      reset: ['Escape'],
      cancel: [],
      paneNext: ['Tab', 'ArrowRight'],
      fit: ['mod+Enter'],
      zoomIn: ['mod++', '+'],
      zoomOut: ['mod+-', '-'],
    },
  },
  horos: {
    worklist: {
      search: ['mod+f'],
      statusUnread: [','],
      statusReading: ['.'],
      statusReviewed: ['/'],
      statusReported: ['\\'],
    },
    reading: {
      toolPan: ['m'],
      toolLength: ['l'],
      rotateLeft: ['shift+r'],
      layoutMpr: ['alt+m'],
      toolScroll: ['shift+s'],
      invert: ['shift+i'],
      toolCrosshair: ['shift+x'],
    },
  },
};

/** The keys of a profile. */
export function bindingsOf(profile: ProfileName): Bindings {
  const change = changes[profile];
  const merge = <S extends Scope>(scope: S): Bindings[S] => ({ ...axial[scope], ...change[scope] });
  return { global: merge('global'), worklist: merge('worklist'), reading: merge('reading') };
}

/** Actions of one scope that share a key: a profile must have none. */
export function clashesOf(bindings: Bindings, scope: Scope): readonly string[] {
  const owner = new Map<string, string>();
  const clashes: string[] = [];
  const entries = Object.entries(bindings[scope]) as [ActionOf<Scope>, readonly string[]][];
  for (const [action, keys] of entries) {
    for (const key of keys) {
      const other = owner.get(key);
      if (other !== undefined) clashes.push(`${key}: ${other}, ${action}`);
      owner.set(key, action);
    }
  }
  return clashes;
}
