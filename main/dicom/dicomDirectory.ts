/** What a DICOMDIR says (PS3.3 F.5). Nothing is opened or followed here: paths are data. */
export interface DicomDirectory {
  readonly fileSetId: string | null;
  /** Every file named by a reachable record, in the order of the records. */
  readonly files: readonly DirectoryFile[];
  /** What was not followed and why. */
  readonly problems: readonly DirectoryProblem[];
}

export interface DirectoryFile {
  /** Components of ReferencedFileID: at least one; each a plain name without separators, never `.` or `..`. */
  readonly path: readonly string[];
  /** `IMAGE`, `SR DOCUMENT`, … */
  readonly recordType: string;
  readonly sopClassUid: string | null;
  readonly sopInstanceUid: string | null;
  readonly transferSyntaxUid: string | null;
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
}

export interface DirectoryProblem {
  readonly kind: 'cycle' | 'path-escapes' | 'path-absolute' | 'path-invalid' | 'offset-wrong' | 'unreachable';
  /** The path as written, joined by `/`, at most 256 characters; null where the problem is a record's place. */
  readonly path: string | null;
  /** Byte offset of the record in the DICOMDIR. */
  readonly offset: number;
}
