import { open } from 'node:fs/promises';
import { failureOf, makeFailure, type Failure, type FailureCode } from '../domain/failure.ts';
import { locateFrames, readFrame } from '../dicom/encodedFrames.ts';
import type { DicomFile } from '../dicom/dicomFile.ts';
import { openDicom } from '../dicom/openDicom.ts';
import { memoryReader, type RandomReader } from '../dicom/randomAccess.ts';
import { readPixelHeader } from '../dicom/readPixelHeader.ts';
import type { DecoderPool } from './decoderPool.ts';
import { encodedFrameOf } from './encodedFrameOf.ts';
import { frameFacts, type FrameFacts } from './frameFacts.ts';
import { listFiles, type FoundFile } from './listFiles.ts';

/** What the header says, also where the pixels are not decoded. */
export interface DecodeHeader {
  readonly file: string;
  readonly transferSyntaxUid: string;
  /** All component groups, trailing spaces removed; null where there is none. */
  readonly patientName: string | null;
  readonly rows: number | null;
  readonly columns: number | null;
  readonly samplesPerPixel: number | null;
  readonly frames: number | null;
  readonly rescaleSlope: number | null;
  readonly rescaleIntercept: number | null;
}

export interface DecodeError {
  readonly code: FailureCode;
  readonly message: string;
}

/** One line of `axial decode`: a decoded frame, a video's header with its error, or an error. */
export type DecodeLine =
  | (DecodeHeader & FrameFacts)
  | (DecodeHeader & { readonly error: DecodeError })
  | { readonly file: string; readonly error: DecodeError };

export interface DecodeReportOptions {
  readonly pool: DecoderPool;
  /** Frame to decode, from 0. */
  readonly frame?: number;
  /** Files worked on at once; lines come in order all the same. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

/**
 * Decodes one frame of every file at or below `paths` and tells what it found, in byte order of path below each folder.
 * Only the header and that frame are read of each file. Ends early when the signal aborts. Never throws for a file.
 */
export async function* decodeReport(
  paths: readonly string[],
  options: DecodeReportOptions,
): AsyncGenerator<DecodeLine, void> {
  const { concurrency = 4, signal } = options;
  const files = await listFiles(paths);
  const underWay: Promise<DecodeLine>[] = [];
  let next = 0;
  for (;;) {
    if (signal?.aborted === true) break;
    while (underWay.length < concurrency && next < files.length) {
      const file = files[next];
      next += 1;
      if (file !== undefined) underWay.push(lineOf(file, options));
    }
    const line = underWay.shift();
    if (line === undefined) return;
    yield await line;
  }
  await Promise.all(underWay);
}

async function lineOf(found: FoundFile, options: DecodeReportOptions): Promise<DecodeLine> {
  const { path } = found;
  if (found.kind === 'failure') return { file: path, error: errorOf(found.failure) };
  if (found.sizeBytes === 0) return { file: path, error: errorOf(makeFailure('FILE_EMPTY')) };
  try {
    const handle = await open(path, 'r');
    try {
      return await decodeThrough(fileReader(handle, found.sizeBytes), path, options);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const failure = isSystemError(error) ? makeFailure('FILE_UNREADABLE') : failureOf(error);
    return { file: path, error: errorOf(failure) };
  }
}

async function decodeThrough(
  reader: RandomReader,
  path: string,
  { pool, frame = 0, signal }: DecodeReportOptions,
): Promise<DecodeLine> {
  const opened = await openDicom(reader);
  if (!opened.ok) return { file: path, error: errorOf(opened.failure) };
  const file = opened.value;
  const header = readPixelHeader(file);
  if (!header.ok) return { file: path, error: errorOf(header.failure) };
  const source = await locateFrames(file, reader);
  if (!source.ok) {
    const error = errorOf(source.failure);
    return source.failure.code === 'VIDEO_NOT_DECODED'
      ? { ...headerOf(file, path), error }
      : { file: path, error };
  }
  const encoded = await readFrame(source.value, file.inflated ? memoryReader(file.bytes) : reader, frame);
  if (!encoded.ok) return { file: path, error: errorOf(encoded.failure) };
  const decoded = await pool.decode(
    encodedFrameOf(header.value, source.value, encoded.value),
    signal === undefined ? {} : { signal },
  );
  if (!decoded.ok) return { file: path, error: errorOf(decoded.failure) };
  const { rows, columns, samplesPerPixel, data } = decoded.value;
  return { ...headerOf(file, path), rows, columns, samplesPerPixel, ...frameFacts(data) };
}

function headerOf({ dataSet, transferSyntaxUid }: DicomFile, file: string): DecodeHeader {
  return {
    file,
    transferSyntaxUid,
    patientName: dataSet.personName('PatientName')?.raw ?? null,
    rows: dataSet.integer('Rows'),
    columns: dataSet.integer('Columns'),
    samplesPerPixel: dataSet.integer('SamplesPerPixel'),
    frames: dataSet.integer('NumberOfFrames') ?? 1,
    rescaleSlope: dataSet.number(0x00281053),
    rescaleIntercept: dataSet.number(0x00281052),
  };
}

function fileReader(handle: Awaited<ReturnType<typeof open>>, sizeBytes: number): RandomReader {
  return {
    sizeBytes,
    read: async (offset, length) => {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, sizeBytes - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  };
}

function errorOf({ code, message }: Failure): DecodeError {
  return { code, message };
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error;
}
