import type { DicomFile } from './dicomFile.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { parseBeginning, type ParseOptions } from './parseDicom.ts';
import type { RandomReader } from './randomAccess.ts';

/** Enough for the header of nearly every single-frame image. */
const firstReadBytes = 1 << 18;
/** A header larger than this is refused; deflated objects are read whole and have to fit too. */
const mostHeaderBytes = 1 << 28;

/**
 * Reads the header of an object without holding its pixels: the first 256 KiB, then as much as the header asks for.
 * `file.bytes` is the beginning of the object (deflated: the whole data set, inflated). Elements behind the pixel data are not read.
 * Errors: those of `parseDicom`, DICOM_MALFORMED for a header above 256 MiB. Rejects only where the reader does.
 */
export async function openDicom(
  reader: RandomReader,
  options: ParseOptions = {},
): Promise<Result<DicomFile>> {
  let wanted = Math.min(firstReadBytes, reader.sizeBytes);
  for (;;) {
    const bytes = await reader.read(0, wanted);
    const parsed = parseBeginning(bytes, reader.sizeBytes, options);
    if (!parsed.ok) return parsed;
    if (!('kind' in parsed.value)) return succeed(parsed.value);
    if (bytes.length < wanted || wanted === reader.sizeBytes) return fail('DICOM_TRUNCATED');
    const needed = Math.max(parsed.value.sizeBytes, wanted * 2);
    if (parsed.value.sizeBytes > mostHeaderBytes) {
      return fail('DICOM_MALFORMED', 'The header is larger than 256 MiB and was not read.');
    }
    wanted = Math.min(needed, reader.sizeBytes);
  }
}
