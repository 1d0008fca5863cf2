import type { DataSet } from './dataSet.ts';

/**
 * An object as read: the data set plus how it was encoded. Element offsets count inside `bytes`.
 * Nothing is copied: values are views into `bytes`.
 */
export interface DicomFile {
  /** The bytes that the offsets of `dataSet` count in: the file (or its beginning), or the inflated data set. */
  readonly bytes: Uint8Array;
  /** Group 0002, or an empty data set where the file has none. */
  readonly meta: DataSet;
  readonly dataSet: DataSet;
  /** As written in group 0002; null where the file has none. */
  readonly declaredTransferSyntaxUid: string | null;
  /** What holds for the pixels: the declared one, or where that is missing or contradicted by the bytes, what they show. */
  readonly transferSyntaxUid: string;
  /** True: `bytes` is the inflated data set, not the file (deflated transfer syntaxes). */
  readonly inflated: boolean;
  /** Size of the whole object that the offsets count in, also where `bytes` is only its beginning. */
  readonly sizeBytes: number;
  /** Where the file ended inside an element that is not pixel data; what came before is readable. Null: complete. */
  readonly truncatedAt: number | null;
  readonly warnings: readonly DicomWarning[];
}

/** What was wrong with an object that could be read all the same. Never patient data. */
export interface DicomWarning {
  readonly code: DicomWarningCode;
  /** `00100010`; null where it concerns no single element. */
  readonly tag: string | null;
}

export type DicomWarningCode =
  /** The file ends inside an element. */
  | 'TRUNCATED'
  /** No preamble or no `DICM`. */
  | 'NO_PREAMBLE'
  /** No TransferSyntaxUID; the encoding was found from the bytes. */
  | 'TRANSFER_SYNTAX_MISSING'
  /** The bytes are encoded otherwise than declared. */
  | 'TRANSFER_SYNTAX_WRONG'
  /** The element comes twice; the first is kept. */
  | 'DUPLICATE_ELEMENT'
  /** Elements do not ascend. */
  | 'OUT_OF_ORDER'
  /** Not a value representation of PS3.5. */
  | 'UNKNOWN_VR'
  /** Bytes after the data set that are no elements. */
  | 'TRAILING_BYTES'
  /** A sequence or item of a length that its content contradicts. */
  | 'SEQUENCE_LENGTH_WRONG'
  /** Native pixel data of undefined length. */
  | 'PIXEL_LENGTH_UNDEFINED'
  /** SpecificCharacterSet names none of PS3.3 C.12.1.1.2; text is read as ISO 8859-1. */
  | 'CHARSET_UNKNOWN'
  /** An attribute is there and its value cannot be used (not a number, out of range, contradicting another). */
  | 'VALUE_INVALID';
