import type { FrameAttributes, ImageHeader } from './instanceHeader.ts';

/** What holds for frame `index` (from 0): the common attributes with those of the frame over them. Pure. */
export function frameAttributes(image: ImageHeader, index: number): FrameAttributes {
  const own = image.perFrame?.[index];
  return own === undefined ? image.frame : { ...image.frame, ...own };
}
