import type { ReadableDb } from '../database/readableDb.ts';
import type { Finding as StoredFinding, FindingContent } from '../findings/finding.ts';
import { latestRevision } from '../findings/labelmapStore.ts';
import { bytesUrl } from '../../preload/contract/bytes.ts';
import type { Finding } from '../../preload/contract/findings.ts';

/** A finding as the page sees it: a segmentation gets the address of its labelmap and its present revision. */
export function findingValueOf(db: ReadableDb, finding: StoredFinding): Finding {
  return {
    findingId: finding.findingId,
    studyKey: finding.studyKey,
    status: finding.status,
    origin: finding.origin,
    createdAt: new Date(finding.createdMs).toISOString(),
    content: contentOf(db, finding.findingId, finding.content),
    measurements: finding.measurements.map((measurement) => ({ ...measurement })),
  };
}

function contentOf(db: ReadableDb, findingId: string, content: FindingContent): Finding['content'] {
  if (content.kind !== 'segmentation') {
    const [[x0, y0], [x1, y1]] = content.points;
    return {
      ...content,
      points: [
        [x0, y0],
        [x1, y1],
      ],
    };
  }
  const { seriesKey, stack, method, sopInstanceUid } = content;
  return {
    kind: 'segmentation',
    seriesKey,
    stack,
    labelmapUrl: bytesUrl({ kind: 'labelmap', findingId }),
    revision: latestRevision(db, findingId),
    segments: content.segments.map(({ number, label, concept, voxels, volumeMl, mean, unit, colour }) => ({
      number,
      label,
      concept,
      voxels,
      volumeMl,
      mean,
      unit,
      colour,
    })),
    method,
    sopInstanceUid,
  };
}
