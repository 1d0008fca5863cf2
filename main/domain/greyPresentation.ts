/** Presentation LUT Shape (PS3.3 C.11.6.1.2): `INVERSE` shows the lowest value white. */
export type PresentationShape = 'IDENTITY' | 'INVERSE';

/**
 * How an image without a presentation state is to be shown: MONOCHROME1 (C.7.6.3.1.2) and Presentation LUT Shape INVERSE
 * both mean one inversion and together still one, as DX requires them to go together (C.8.11.3.1.2).
 * An unknown or absent shape says nothing.
 */
export function imagePresentation(
  photometricInterpretation: string,
  presentationLutShape: string | null,
): PresentationShape {
  return photometricInterpretation === 'MONOCHROME1' || presentationLutShape === 'INVERSE'
    ? 'INVERSE'
    : 'IDENTITY';
}
