/** Columns of the worklist in their order on screen. */
export const worklistColumnIds = [
  'status',
  'patient',
  'patientId',
  'sex',
  'age',
  'date',
  'modality',
  'description',
  'images',
  'accession',
  'imported',
] as const;
export type WorklistColumnId = (typeof worklistColumnIds)[number];
