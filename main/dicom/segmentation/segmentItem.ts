import type { DataSetRecord } from '../elementsOf.ts';
import type { Code } from '../instanceHeader.ts';
import type { Segment } from '../segmentation.ts';
import { toCieLab } from './cieLab.ts';

/** An item of the SegmentSequence (PS3.3 C.8.20.4). */
export function segmentItem(segment: Segment, number: number): DataSetRecord {
  const { description, typeModifier, anatomicRegion, algorithmName, color } = segment;
  const type: DataSetRecord = {
    ...codeItem(segment.type),
    ...(typeModifier === null ? {} : { SegmentedPropertyTypeModifierCodeSequence: [codeItem(typeModifier)] }),
  };
  return {
    SegmentNumber: number,
    SegmentLabel: segment.label,
    ...(description === null ? {} : { SegmentDescription: description }),
    SegmentAlgorithmType: segment.algorithmType,
    ...(algorithmName === null ? {} : { SegmentAlgorithmName: algorithmName }),
    SegmentedPropertyCategoryCodeSequence: [codeItem(segment.category)],
    SegmentedPropertyTypeCodeSequence: [type],
    ...(anatomicRegion === null ? {} : { AnatomicRegionSequence: [codeItem(anatomicRegion)] }),
    ...(color === null ? {} : { RecommendedDisplayCIELabValue: toCieLab(color) }),
  };
}

/** An item of a code sequence (PS3.3 table 8.8-1). */
export function codeItem(code: Code): DataSetRecord {
  return { CodeValue: code.value, CodingSchemeDesignator: code.scheme, CodeMeaning: code.meaning };
}
