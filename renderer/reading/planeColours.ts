import type { PlaneName } from '../viewport/index.ts';

/** Each plane has one colour: its pane's mark, and its line in the other panes. */
export const planeColours: Readonly<Record<PlaneName, string>> = {
  axial: '#56b4e9',
  coronal: '#2bc59a',
  sagittal: '#f0e442',
};
