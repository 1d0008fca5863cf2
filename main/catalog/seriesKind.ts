import type { InstanceHeader } from '../dicom/instanceHeader.ts';
import { isVideo } from '../dicom/transferSyntax.ts';
import type { SeriesKind } from './studyRow.ts';

const storage = '1.2.840.10008.5.1.4.1.1.';

/** SOP classes (PS3.4 B.5) by what a reader does with them, as what follows the storage root; a final dot names a family. */
const kinds: Readonly<Record<string, SeriesKind>> = {
  '66.4': 'segmentation',
  '66.5': 'segmentation',
  '66.7': 'segmentation',
  '88.': 'report',
  '104.': 'document',
  '11.': 'presentation',
  '9.': 'waveform',
  '77.1.1.1': 'video',
  '77.1.2.1': 'video',
  '77.1.4.1': 'video',
};

/**
 * What a series is for, by the class and pixels of an object: video by its transfer syntax too; anything else with pixels
 * is an image.
 */
export function seriesKindOf(header: InstanceHeader): SeriesKind {
  const { sopClassUid } = header.instance;
  if (isVideo(header.transferSyntaxUid)) return 'video';
  const tail = sopClassUid.startsWith(storage) ? sopClassUid.slice(storage.length) : '';
  const family = `${tail.split('.')[0] ?? ''}.`;
  return kinds[tail] ?? kinds[family] ?? (header.image?.hasPixels === true ? 'image' : 'other');
}
