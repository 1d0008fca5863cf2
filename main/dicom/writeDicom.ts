import { elementsOf, typed, type ElementInput } from './elementsOf.ts';
import { explicitLittleEndian } from './transferSyntax.ts';
import { joinBytes } from './joinBytes.ts';
import { encodeDataSet } from './write/encodeDataSet.ts';

/** Names this writer in group 0002 (PS3.7 D.3.3.2). */
export const implementationClassUid = '2.25.266231893213437298172103542986313208257';
export const implementationVersionName = 'AXIAL_0_1';

export interface DicomOutput {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Explicit VR little endian unless the pixels are encapsulated in another. */
  readonly transferSyntaxUid?: string;
  /** Without group 0002; SOPClassUID and SOPInstanceUID are added. */
  readonly elements: readonly ElementInput[];
}

/**
 * A Part 10 file (PS3.10 clause 7): preamble of zeros, group 0002, the data set as explicit VR little endian.
 * Deterministic. Memory: the output once. Throws a RangeError for elements that cannot be written (see `encodeDataSet`).
 */
export function writeDicom(output: DicomOutput): Uint8Array {
  const { sopClassUid, sopInstanceUid } = output;
  const meta = encodeDataSet(
    elementsOf({
      FileMetaInformationVersion: typed('OB', Uint8Array.of(0, 1)),
      MediaStorageSOPClassUID: sopClassUid,
      MediaStorageSOPInstanceUID: sopInstanceUid,
      TransferSyntaxUID: output.transferSyntaxUid ?? explicitLittleEndian,
      ImplementationClassUID: implementationClassUid,
      ImplementationVersionName: implementationVersionName,
    }),
  );
  const metaBytes = meta.reduce((sum, part) => sum + part.length, 0);
  const groupLength = encodeDataSet(elementsOf({ FileMetaInformationGroupLength: metaBytes }));
  const identity = elementsOf({ SOPClassUID: sopClassUid, SOPInstanceUID: sopInstanceUid });
  const body = encodeDataSet([...identity, ...output.elements]);
  const preamble = new Uint8Array(132);
  preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
  return joinBytes([preamble, ...groupLength, ...meta, ...body]);
}
