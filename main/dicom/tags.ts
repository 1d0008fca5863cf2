/** The elements that Axial reads and writes, by keyword (PS3.6). `tags.test.ts` checks them against the dictionary. */
export const tags = {
  TransferSyntaxUID: 0x00020010,
  DirectoryRecordSequence: 0x00041220,
  ReferencedFileID: 0x00041500,
  SpecificCharacterSet: 0x00080005,
  SOPClassUID: 0x00080016,
  SOPInstanceUID: 0x00080018,
  StudyDate: 0x00080020,
  Modality: 0x00080060,
  PatientName: 0x00100010,
  PatientID: 0x00100020,
  PatientBirthDate: 0x00100030,
  PatientSex: 0x00100040,
  StudyInstanceUID: 0x0020000d,
  SeriesInstanceUID: 0x0020000e,
  NumberOfFrames: 0x00280008,
  Rows: 0x00280010,
  Columns: 0x00280011,
  PixelRepresentation: 0x00280103,
  ModalityLUTType: 0x00283004,
  ContentLabel: 0x00700080,
  PixelData: 0x7fe00010,
} as const;

/** A keyword of PS3.6 that Axial uses. */
export type Keyword = keyof typeof tags;
