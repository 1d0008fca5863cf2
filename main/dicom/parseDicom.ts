import type { DataSet } from './dataSet.ts';
import type { DicomFile, DicomWarning } from './dicomFile.ts';
import { fail, succeed, type FailureCode, type Result } from '../domain/failure.ts';
import { plainBytes } from './joinBytes.ts';
import { inflateDataSet } from './inflate.ts';
import { findStart, sameEncoding, sniffTransferSyntax } from './part10/fileMeta.ts';
import type { Scan } from './part10/scan.ts';
import { scanDataSet } from './part10/scanDataSet.ts';
import {
  encodingOf,
  explicitLittleEndian,
  implicitLittleEndian,
  isDeflated,
  isNative,
  type DataSetEncoding,
} from './transferSyntax.ts';
import type { Keyword } from './tags.ts';

export interface ParseOptions {
  /** Reads texts in this SpecificCharacterSet instead of the declared one: a person has confirmed it. */
  readonly charset?: string;
}

/** A beginning that does not hold the whole header: this many bytes are needed to go on. */
export interface NeedsMore {
  readonly kind: 'needs-more';
  readonly sizeBytes: number;
}

/**
 * Reads an object that is whole in memory: a Part 10 file (PS3.10 clause 7), with or without preamble and group 0002,
 * or a bare data set. Never throws; memory is bounded by the input (deflated: see `inflateCapBytes`).
 * An object that ends too early is given as far as it goes, with `truncatedAt`.
 * Errors: FILE_EMPTY, NOT_DICOM, DICOM_TRUNCATED (nothing readable), DICOM_MALFORMED, DICOM_TOO_DEEP, DICOM_INFLATE_BOMB.
 */
export function parseDicom(bytes: Uint8Array, options: ParseOptions = {}): Result<DicomFile> {
  const parsed = parseBeginning(bytes, bytes.length, options);
  if (!parsed.ok) return parsed;
  return 'kind' in parsed.value ? fail('DICOM_TRUNCATED') : succeed(parsed.value);
}

/**
 * Reads the header from the first bytes (`given`) of an object of `sizeBytes`: up to the pixel data, whose place is given and
 * whose bytes need not be there. Elements behind the pixel data are read only where `given` is whole.
 */
export function parseBeginning(
  given: Uint8Array,
  sizeBytes: number,
  options: ParseOptions = {},
): Result<DicomFile | NeedsMore> {
  if (sizeBytes === 0) return fail('FILE_EMPTY');
  const bytes = plainBytes(given);
  const start = findStart(bytes);
  if (start === null) return fail('NOT_DICOM');
  const forcedCharset = options.charset ?? null;
  const metaScan = scanMeta(bytes, start.offset, sizeBytes);
  if (metaScan.end.kind === 'needs-more')
    return succeed({ kind: 'needs-more', sizeBytes: metaScan.end.sizeBytes });
  const meta = metaScan.dataSet;
  const hasMeta = meta.elements.size > 0;
  const declared = meta.text('TransferSyntaxUID');
  const warnings: DicomWarning[] = start.hasPrefix ? [] : [{ code: 'NO_PREAMBLE', tag: null }];
  warnings.push(...metaScan.warnings);

  let body = { bytes, start: metaScan.offset, sizeBytes, cut: false, inflated: false };
  if (declared !== null && isDeflated(declared)) {
    if (bytes.length < sizeBytes) return succeed({ kind: 'needs-more', sizeBytes });
    const inflated = inflateDataSet(bytes.subarray(metaScan.offset));
    if (!inflated.ok) return inflated;
    const plain = inflated.value.bytes;
    const cut = !inflated.value.complete;
    body = { bytes: plain, start: 0, sizeBytes: plain.length, cut, inflated: true };
  }
  const syntax = resolveSyntax(declared, sniffTransferSyntax(body.bytes, body.start));
  if (syntax.warning !== null) warnings.push(syntax.warning);
  const scan = scanDataSet({
    bytes: body.bytes,
    start: body.start,
    encoding: syntax.encoding,
    sizeBytes: body.sizeBytes,
    forcedCharset,
    before: null,
  });
  if (scan.end.kind === 'needs-more') return succeed({ kind: 'needs-more', sizeBytes: scan.end.sizeBytes });
  const failure = judge(scan, { hasPrefix: start.hasPrefix, hasMeta });
  if (failure !== null) return fail(failure);
  const isCut = scan.end.kind === 'cut' || scan.end.kind === 'nonsense' || body.cut;
  warnings.push(...scan.warnings);
  if (isCut) warnings.push({ code: 'TRUNCATED', tag: null });
  if (!scan.dataSet.decoding.known) warnings.push({ code: 'CHARSET_UNKNOWN', tag: '00080005' });
  return succeed({
    bytes: body.bytes,
    meta,
    dataSet: scan.dataSet,
    declaredTransferSyntaxUid: declared,
    transferSyntaxUid: syntax.uid,
    inflated: body.inflated,
    sizeBytes: body.sizeBytes,
    truncatedAt: isCut && !scan.dataSet.has('PixelData') ? scan.offset : null,
    warnings,
  });
}

/** Group 0002 ends where another group begins: its length element is wrong too often to be trusted. */
function scanMeta(bytes: Uint8Array, start: number, sizeBytes: number): Scan {
  const syntax = sniffTransferSyntax(bytes, start);
  const isMeta = syntax !== null && bytes[start] === 2 && bytes[start + 1] === 0;
  const encoding = encodingOf(isMeta && syntax === implicitLittleEndian ? syntax : explicitLittleEndian);
  const before = isMeta ? 0x00030000 : 0;
  return scanDataSet({ bytes, start, encoding, sizeBytes, forcedCharset: null, before });
}

interface ResolvedSyntax {
  /** What the pixels are encoded in. */
  readonly uid: string;
  /** How the data set is to be read. */
  readonly encoding: DataSetEncoding;
  readonly warning: DicomWarning | null;
}

/**
 * The bytes decide how the data set is read. What it says about the pixels stays, unless it is a native syntax that the
 * bytes contradict: then theirs holds for the pixels too.
 */
function resolveSyntax(declared: string | null, found: string | null): ResolvedSyntax {
  if (declared === null) {
    const uid = found ?? implicitLittleEndian;
    return { uid, encoding: encodingOf(uid), warning: { code: 'TRANSFER_SYNTAX_MISSING', tag: '00020010' } };
  }
  if (found === null || sameEncoding(declared, found)) {
    return { uid: declared, encoding: encodingOf(declared), warning: null };
  }
  const uid = isNative(declared) ? found : declared;
  return { uid, encoding: encodingOf(found), warning: { code: 'TRANSFER_SYNTAX_WRONG', tag: '00020010' } };
}

const identifying: readonly Keyword[] = [
  'SOPClassUID',
  'SOPInstanceUID',
  'StudyInstanceUID',
  'Modality',
  'PatientID',
  'PatientName',
  'DirectoryRecordSequence',
];

/** Why what was read is no object at all; null where it is one. */
function judge(
  scan: Scan,
  start: { readonly hasPrefix: boolean; readonly hasMeta: boolean },
): FailureCode | null {
  const { kind } = scan.end;
  if (kind === 'too-deep') return 'DICOM_TOO_DEEP';
  if (kind === 'too-many') return 'DICOM_MALFORMED';
  if (isIdentified(scan.dataSet)) return null;
  const isEmpty = scan.dataSet.elements.size === 0;
  if (kind === 'complete' && !isEmpty && (start.hasPrefix || start.hasMeta)) return null;
  if (!start.hasPrefix && !start.hasMeta) return 'NOT_DICOM';
  if (kind === 'nonsense' || (kind === 'cut' && isEmpty && !start.hasMeta)) return 'DICOM_MALFORMED';
  return 'DICOM_TRUNCATED';
}

function isIdentified(dataSet: DataSet): boolean {
  return identifying.some((keyword) => dataSet.has(keyword));
}
