import type { Transport } from '../../preload/contract/contract.ts';
import { createStage, type Stage } from '../viewport/index.ts';

const stages = new WeakMap<Transport, Stage>();

/** The one stage of a window: made with the first study, kept as long as the window; emptied whenever the library is not open. */
export function stageOf(transport: Transport): Stage {
  const known = stages.get(transport);
  if (known !== undefined) return known;
  const stage = createStage();
  transport.on('library.changed', ({ state }) => {
    if (state !== 'open') stage.wipe();
  });
  stages.set(transport, stage);
  return stage;
}
