/** How a data set is encoded (PS3.5 clause 10): byte order and VR; and what its UID says about the pixels. */
export interface DataSetEncoding {
  readonly littleEndian: boolean;
  readonly explicitVr: boolean;
}

export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const deflatedExplicitLittleEndian = '1.2.840.10008.1.2.1.99';
export const explicitBigEndian = '1.2.840.10008.1.2.2';

/** JPIP referenced with deflate: the data set is deflated too, its pixels are elsewhere. */
const jpipDeflate = '1.2.840.10008.1.2.4.95';
const jpipHtj2kDeflate = '1.2.840.10008.1.2.4.205';

const nativeSyntaxes: ReadonlySet<string> = new Set([
  implicitLittleEndian,
  explicitLittleEndian,
  deflatedExplicitLittleEndian,
  explicitBigEndian,
]);

const lossySyntaxes: ReadonlySet<string> = new Set(['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51']);

export function encodingOf(transferSyntaxUid: string): DataSetEncoding {
  return {
    littleEndian: transferSyntaxUid !== explicitBigEndian,
    explicitVr: transferSyntaxUid !== implicitLittleEndian,
  };
}

/** Whether the data set behind group 0002 is deflated (PS3.5 A.5). */
export function isDeflated(transferSyntaxUid: string): boolean {
  return (
    transferSyntaxUid === deflatedExplicitLittleEndian ||
    transferSyntaxUid === jpipDeflate ||
    transferSyntaxUid === jpipHtj2kDeflate
  );
}

/** Whether pixels are native, not encapsulated. */
export function isNative(transferSyntaxUid: string): boolean {
  return nativeSyntaxes.has(transferSyntaxUid);
}

/** Whether pixels under this syntax are always lossy: JPEG baseline and extended, and video. */
export function isAlwaysLossy(transferSyntaxUid: string): boolean {
  return lossySyntaxes.has(transferSyntaxUid) || isVideo(transferSyntaxUid);
}

/** MPEG-2, MPEG-4 AVC and HEVC (PS3.5 A.4.5 to A.4.7). */
export function isVideo(transferSyntaxUid: string): boolean {
  return /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/.test(transferSyntaxUid);
}

/** Whether the UID is one that DICOM gives to transfer syntaxes whose pixels are encapsulated. */
export function isEncapsulated(transferSyntaxUid: string): boolean {
  return (
    transferSyntaxUid === '1.2.840.10008.1.2.5' ||
    transferSyntaxUid === '1.2.840.10008.1.2.8.1' ||
    (transferSyntaxUid.startsWith('1.2.840.10008.1.2.4.') && !isReferenced(transferSyntaxUid))
  );
}

/** JPIP: the pixels are at a URL. */
function isReferenced(transferSyntaxUid: string): boolean {
  return /^1\.2\.840\.10008\.1\.2\.4\.(94|95|204|205)$/.test(transferSyntaxUid);
}
