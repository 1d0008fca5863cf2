import { fail, succeed, type Result } from '../domain/failure.ts';
import type { DicomFile } from './dicomFile.ts';
import { elementsOf } from './elementsOf.ts';
import { wrappedRecord } from './write/madeHere.ts';
import { writeDicom } from './writeDicom.ts';
import type { WrapTarget } from './wrapping.ts';

export const encapsulatedPdfStorage = '1.2.840.10008.5.1.4.1.1.104.1';

/**
 * An Encapsulated PDF (PS3.3 A.45.1). The document is kept byte for byte; its length is written beside it, because an odd
 * one gets a byte of padding. Errors: INVALID_INPUT where the bytes are no PDF.
 */
export function wrapPdf(
  target: WrapTarget,
  document: { readonly title: string | null; readonly bytes: Uint8Array },
): Result<Uint8Array> {
  const head = Buffer.from(document.bytes.subarray(0, 1024)).toString('latin1');
  if (!head.includes('%PDF-')) return fail('INVALID_INPUT', 'The file is not a PDF.');
  const elements = elementsOf({
    ...wrappedRecord(target, 'DOC'),
    AcquisitionDateTime: null,
    BurnedInAnnotation: 'YES',
    DocumentTitle: document.title,
    ConceptNameCodeSequence: [],
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
    EncapsulatedDocument: document.bytes,
    EncapsulatedDocumentLength: document.bytes.length,
  });
  return succeed(
    writeDicom({ sopClassUid: encapsulatedPdfStorage, sopInstanceUid: target.sopInstanceUid, elements }),
  );
}

/** The document of an encapsulated object without its padding; null where there is none. A view, not a copy. */
export function encapsulatedDocument(file: DicomFile): Uint8Array | null {
  const bytes = file.dataSet.value('EncapsulatedDocument');
  const length = file.dataSet.integer('EncapsulatedDocumentLength');
  return bytes === null || length === null || length > bytes.length ? bytes : bytes.subarray(0, length);
}
