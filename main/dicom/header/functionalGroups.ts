import type { DataSet } from '../dataSet.ts';
import type { Keyword } from '../tags.ts';

/** The functional groups that hold for one frame (PS3.3 C.7.6.16): its own go before the shared ones. */
export interface FrameScope {
  readonly root: DataSet;
  readonly shared: DataSet | null;
  readonly own: DataSet | null;
}

/** The scope of a frame (from 0); of objects without functional groups the root alone. */
export function frameScopes(root: DataSet): (index: number) => FrameScope {
  const shared = root.item('SharedFunctionalGroupsSequence');
  const own = root.items('PerFrameFunctionalGroupsSequence');
  return (index) => ({ root, shared, own: own[index] ?? null });
}

/** The item of a functional group macro for the frame; null where neither the frame nor the shared groups have it. */
export function macroOf(scope: FrameScope, sequence: Keyword): DataSet | null {
  return scope.own?.item(sequence) ?? scope.shared?.item(sequence) ?? null;
}

/** Where an attribute is: in the macro if that is there, else in the root, as in objects of the classic kind. */
export function macroOrRoot(scope: FrameScope, sequence: Keyword, keyword: Keyword): DataSet {
  const macro = macroOf(scope, sequence);
  return macro?.has(keyword) === true ? macro : scope.root;
}

/** The data set that holds a filled attribute: the root, else any macro of the shared groups or of the first frame. */
export function findInGroups(root: DataSet, keyword: Keyword): DataSet | null {
  if (root.filled(keyword)) return root;
  const groups = [root.item('SharedFunctionalGroupsSequence'), root.item('PerFrameFunctionalGroupsSequence')];
  for (const group of groups) {
    for (const tag of group?.elements.keys() ?? []) {
      const macro = group?.item(tag) ?? null;
      if (macro?.filled(keyword) === true) return macro;
    }
  }
  return null;
}
