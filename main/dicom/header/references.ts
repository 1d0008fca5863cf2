import type { DataSet } from '../dataSet.ts';
import type { ObjectReference } from '../instanceHeader.ts';
import { tags } from '../tags.ts';

const most = 4096;
const mostDepth = 8;

/** Sequences whose items name other instances; those that name studies and procedure steps are left out. */
const namingSequences: ReadonlySet<number> = new Set([
  tags.ReferencedImageSequence,
  tags.ReferencedInstanceSequence,
  tags.SourceImageSequence,
  tags.ReferencedSOPSequence,
  tags.ContourImageSequence,
  tags.ReferencedRTPlanSequence,
  tags.ReferencedStructureSetSequence,
  tags.ReferencedPresentationStateSequence,
  tags.SourceInstanceSequence,
]);

/** The instances that an object names, each once, in the order of the data set; at most 4,096. */
export function readReferences(root: DataSet): readonly ObjectReference[] {
  const found = new Map<string, ObjectReference>();
  const waiting: { readonly dataSet: DataSet; readonly depth: number }[] = [{ dataSet: root, depth: 0 }];
  for (let at = 0; at < waiting.length && found.size < most; at += 1) {
    const next = waiting[at];
    if (next === undefined) break;
    for (const { tag, items } of next.dataSet.elements.values()) {
      if (items === null) continue;
      if (namingSequences.has(tag)) items.forEach((item) => collect(item, found));
      if (next.depth === mostDepth) continue;
      for (const dataSet of items) waiting.push({ dataSet, depth: next.depth + 1 });
    }
  }
  return [...found.values()];
}

function collect(item: DataSet, found: Map<string, ObjectReference>): void {
  const sopClassUid = item.text('ReferencedSOPClassUID');
  const sopInstanceUid = item.text('ReferencedSOPInstanceUID');
  if (sopClassUid === null || sopInstanceUid === null || found.size >= most) return;
  if (!found.has(sopInstanceUid)) found.set(sopInstanceUid, { sopClassUid, sopInstanceUid });
}
