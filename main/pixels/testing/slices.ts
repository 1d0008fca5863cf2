import type { Vec3 } from '../../domain/space.ts';
import type { SliceFacts } from '../sliceFacts.ts';

/** An axial slice at height z, for tests; anything can be put otherwise. */
export function axialSlice(zMm: number, other: Partial<SliceFacts> = {}): SliceFacts {
  const position: Vec3 = [-100, -120, zMm];
  return {
    id: `z${zMm}`,
    rows: 4,
    columns: 3,
    imagePositionPatient: position,
    imageOrientationPatient: [1, 0, 0, 0, 1, 0],
    pixelSpacingMm: [0.5, 0.7],
    frameOfReferenceUid: '1.2.3',
    instanceNumber: null,
    imageKind: 'AXIAL',
    echoTimeMs: null,
    diffusionBValue: null,
    diffusionDirection: null,
    temporalPositionIndex: null,
    triggerTimeMs: null,
    acquisitionNumber: null,
    acquisitionTime: null,
    gantryDetectorTiltDeg: null,
    ...other,
  };
}
