import { checkGrid, type Kernels } from '../kernels.ts';
import { checkSeeds } from '../tasks.ts';
import { fillHolesTwin, keepComponentsTwin, labelTwin } from './components.ts';
import { distanceTwin } from './distanceTwin.ts';
import { growTwin } from './growTwin.ts';
import { morphologyTwin } from './morphologyTwin.ts';

/** The kernels in TypeScript. `reason` says why the compiled ones are not used. */
export function makeTwinKernels(reason: string): Kernels {
  return {
    engine: 'twin',
    reason,
    label(task) {
      checkGrid(task.dims, [task.mask, task.labels]);
      return labelTwin(task);
    },
    grow(task) {
      checkGrid(task.dims, [task.values, task.out]);
      checkSeeds(task.seeds, task.values.length);
      return growTwin(task);
    },
    morphology(task) {
      checkGrid(task.dims, [task.mask, task.out]);
      morphologyTwin(task);
    },
    fillHoles(task) {
      checkGrid(task.dims, [task.mask, task.out]);
      return fillHolesTwin(task);
    },
    distance(task) {
      checkGrid(task.dims, [task.mask, task.out]);
      distanceTwin(task);
    },
    keepComponents(task) {
      checkGrid(task.dims, task.marker === null ? [task.mask, task.out] : [task.mask, task.out, task.marker]);
      return keepComponentsTwin(task);
    },
  };
}
