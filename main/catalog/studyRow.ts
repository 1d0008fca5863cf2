/** How far the reading of a study has come. */
export const studyStatuses = ['unread', 'reading', 'reviewed', 'reported'] as const;
export type StudyStatus = (typeof studyStatuses)[number];

/** Something a reader has to know before trusting a study. */
export const studyNotices = [
  'charset-proposal',
  'conflict',
  'geometry',
  'patient-id-missing',
  'lossy',
  'wrapped',
] as const;
export type StudyNotice = (typeof studyNotices)[number];

/** What a series is for; `image` can be hung in a pane. */
export type SeriesKind =
  | 'image'
  | 'segmentation'
  | 'report'
  | 'document'
  | 'presentation'
  | 'waveform'
  | 'video'
  | 'other';

/** The three component groups of a name (PS3.5 6.2.1), '' where absent; `display` holds no control or bidi marks. */
export interface DisplayName {
  readonly display: string;
  readonly alphabetic: string;
  readonly ideographic: string;
  readonly phonetic: string;
}

/** One line of the worklist, in the shape that crosses to the screen. Dates and times as in DICOM. */
export interface StudyRow {
  readonly studyKey: string;
  readonly studyInstanceUid: string;
  readonly patientKey: string;
  readonly patientId: string | null;
  readonly patientName: DisplayName;
  readonly patientSex: 'M' | 'F' | 'O' | null;
  readonly patientBirthDate: string | null;
  readonly studyDate: string | null;
  readonly studyTime: string | null;
  /** Sorted, without repetition. */
  readonly modalities: string[];
  readonly description: string | null;
  readonly accessionNumber: string | null;
  readonly seriesCount: number;
  /** Kept objects, conflicting copies included. */
  readonly instanceCount: number;
  readonly status: StudyStatus;
  readonly notices: StudyNotice[];
  /** ISO 8601, UTC: when its first instance came. */
  readonly importedAt: string;
}

/** One series of a study, in the shape that crosses to the screen. */
export interface SeriesRow {
  readonly seriesKey: string;
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number | null;
  readonly modality: string;
  readonly description: string | null;
  readonly bodyPart: string | null;
  /** Kept objects, conflicting copies included. */
  readonly instanceCount: number;
  readonly frameCount: number;
  /** Address of a small PNG; null where the series has no image. */
  readonly thumbnailUrl: string | null;
  readonly kind: SeriesKind;
}
