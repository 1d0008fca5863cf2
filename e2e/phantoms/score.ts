import type { Segmentation } from '../../main/imaging/segmentation.ts';
import { isLungOf, type Phantom } from './scan.ts';
import { tissues } from './thorax.ts';

/** How a segmentation of the lungs compares with what the phantom is made of. */
export interface LungScore {
  /** Dice coefficient of the segment named for the side; 0 where it is missing. */
  readonly rightDice: number;
  readonly leftDice: number;
  /** Parts of all voxels of that tissue that were taken for lung. */
  readonly airwayTaken: number;
  readonly bowelGasTaken: number;
}

export function scoreLungs({ truth }: Phantom, { labelmap, segments }: Segmentation): LungScore {
  const dice = (side: 'right' | 'left'): number => {
    const number = segments.find(({ label }) => label.toLowerCase().startsWith(side))?.number ?? -1;
    return diceOf(
      truth.length,
      (p) => isLungOf(truth[p]!, side),
      (p) => labelmap.data[p] === number,
    );
  };
  const taken = (tissue: number): number => {
    let all = 0;
    let inLung = 0;
    for (let p = 0; p < truth.length; p++) {
      if (truth[p] !== tissue) continue;
      all++;
      if (labelmap.data[p] !== 0) inLung++;
    }
    return all === 0 ? 0 : inLung / all;
  };
  return {
    rightDice: dice('right'),
    leftDice: dice('left'),
    airwayTaken: taken(tissues.airway),
    bowelGasTaken: taken(tissues.bowelGas),
  };
}

/** Twice the overlap over the sum of both sets; 1 where both are empty. */
export function diceOf(
  voxels: number,
  isTrue: (voxel: number) => boolean,
  isFound: (voxel: number) => boolean,
): number {
  let both = 0;
  let sum = 0;
  for (let p = 0; p < voxels; p++) {
    const [a, b] = [isTrue(p), isFound(p)];
    if (a) sum++;
    if (b) sum++;
    if (a && b) both++;
  }
  return sum === 0 ? 1 : (2 * both) / sum;
}
