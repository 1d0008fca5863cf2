import type { CodedConcept } from './segmentation.ts';

/** The concepts that our segments are coded with: SNOMED CT, as PS3.16 CID 7150 and CID 7192 use them. */
function sct(code: string, meaning: string): CodedConcept {
  return { scheme: 'SCT', code, meaning };
}

export const anatomicalStructure = sct('91723000', 'Anatomical Structure');
export const tissue = sct('85756007', 'Tissue');
export const lung = sct('39607008', 'Lung');
export const bone = sct('272673000', 'Bone');
export const entireBody = sct('38266002', 'Entire body');
export const left = sct('7771000', 'Left');
export const right = sct('24028007', 'Right');
