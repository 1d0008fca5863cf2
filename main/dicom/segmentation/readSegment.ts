import type { DataSet } from '../dataSet.ts';
import { readCode } from '../header/code.ts';
import type { Segment } from '../segmentation.ts';
import { fromCieLab } from './cieLab.ts';

const unknown = { value: '', scheme: '', meaning: '' };

/** A segment of the SegmentSequence; codes that are missing are empty. */
export function readSegment(item: DataSet): Segment {
  const type = item.item('SegmentedPropertyTypeCodeSequence');
  const [l, a, b] = item.numbers('RecommendedDisplayCIELabValue') ?? [];
  return {
    number: item.integer('SegmentNumber') ?? 0,
    label: item.wholeText('SegmentLabel') ?? '',
    description: item.wholeText('SegmentDescription'),
    category: readCode(item.item('SegmentedPropertyCategoryCodeSequence')) ?? unknown,
    type: readCode(type) ?? unknown,
    typeModifier: readCode(type?.item('SegmentedPropertyTypeModifierCodeSequence') ?? null),
    anatomicRegion: readCode(item.item('AnatomicRegionSequence')),
    algorithmType: readAlgorithmType(item.text('SegmentAlgorithmType')),
    algorithmName: item.wholeText('SegmentAlgorithmName'),
    color: l === undefined || a === undefined || b === undefined ? null : fromCieLab([l, a, b]),
  };
}

/** What is not said to be made by a machine alone or in part counts as manual. */
function readAlgorithmType(text: string | null): Segment['algorithmType'] {
  return text === 'AUTOMATIC' || text === 'SEMIAUTOMATIC' ? text : 'MANUAL';
}
