import { applyLabelDelta, decodeLabelDelta } from '../domain/labelDelta.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { cross, dot, type Vec3 } from '../domain/space.ts';
import type { Labelmap } from '../domain/volume.ts';
import type { Finding, FindingSegment, Measurement, SegmentationContent } from '../findings/finding.ts';
import { addFinding, getFinding, replaceContent } from '../findings/findingStore.ts';
import { appendDelta, latestRevision, readDeltas } from '../findings/labelmapStore.ts';
import { fileSegmentation } from './fileSegmentation.ts';
import { adjustSegments, recountSegments } from './recountSegments.ts';
import type { Workspace } from './workspace.ts';

/** The labelmap of a segmentation as it stands: every delta applied in order. */
export function currentLabels(
  workspace: Workspace,
  findingId: string,
): Result<Labelmap & { revision: number }> {
  const { read } = workspace.library.db;
  const content = segmentationOf(workspace, findingId);
  if (!content.ok) return content;
  const { dims, spacingMm, ijkToLps } = content.value;
  const data = new Uint8Array(dims[0] * dims[1] * dims[2]);
  for (const bytes of readDeltas(read, findingId)) {
    const delta = decodeLabelDelta(bytes, data.length);
    if (!delta.ok) return delta;
    applyLabelDelta(data, delta.value);
  }
  return succeed({ dims, spacingMm, ijkToLps, data, revision: latestRevision(read, findingId) });
}

/** One stroke: checked against the grid, then kept. Answers the new revision; `CONFLICT` where another came first. */
export function editLabels(
  workspace: Workspace,
  edit: { readonly findingId: string; readonly onRevision: number; readonly bytes: Uint8Array },
): Result<number> {
  const content = segmentationOf(workspace, edit.findingId);
  if (!content.ok) return content;
  const { dims } = content.value;
  const delta = decodeLabelDelta(edit.bytes, dims[0] * dims[1] * dims[2]);
  if (!delta.ok) return delta;
  const finding = getFinding(workspace.library.db.read, edit.findingId);
  const revision = workspace.library.db.write((tx) => {
    const added = appendDelta(tx, edit);
    if (added.ok) {
      const segments = adjustSegments(content.value.segments, delta.value, voxelMl(content.value));
      replaceContent(workspace, tx, {
        findingId: edit.findingId,
        content: { ...content.value, segments, revision: added.value },
        measurements: volumesOf(segments),
      });
    }
    return added;
  });
  if (revision.ok && finding !== null) {
    workspace.hub.emit('findings.changed', { studyKey: finding.studyKey, findingId: edit.findingId });
  }
  return revision;
}

/** A segmentation to paint into: one segment, nothing drawn. */
export function createEmptySegmentation(
  workspace: Workspace,
  input: { readonly seriesKey: string; readonly stack: number; readonly label: string },
): Result<Finding> {
  const source = workspace.series.stack(input.seriesKey, input.stack);
  if (!source.ok) return source;
  const { stack, records } = source.value;
  const [record] = records;
  if (stack.geometry === null || record === undefined) {
    return fail('NOT_A_VOLUME', 'Painting needs slices that form a volume.');
  }
  const { dims, spacingMm, ijkToLps } = stack.geometry;
  const content: SegmentationContent = {
    kind: 'segmentation',
    seriesKey: input.seriesKey,
    stack: input.stack,
    dims,
    spacingMm,
    ijkToLps,
    revision: 0,
    segments: [
      {
        number: 1,
        label: input.label,
        category: { scheme: 'SCT', code: '49755003', meaning: 'Morphologically abnormal structure' },
        concept: { scheme: 'SCT', code: '52988006', meaning: 'Lesion' },
        modifier: null,
        voxels: 0,
        volumeMl: 0,
        mean: null,
        unit: null,
        colour: 0,
      },
    ],
    method: 'manual',
    sopInstanceUid: null,
    filedAs: [],
  };
  return succeed(
    workspace.library.db.write((tx) =>
      addFinding(workspace, tx, {
        studyKey: record.studyKey,
        status: 'accepted',
        origin: { kind: 'person', user: workspace.session.user.name },
        content,
        measurements: [],
      }),
    ),
  );
}

/** What was edited since its SEG was written is written anew when a person accepts it; volumes are counted afresh. */
export async function acceptSegmentation(
  workspace: Workspace,
  finding: Finding,
  content: SegmentationContent,
): Promise<Result<void>> {
  const labels = currentLabels(workspace, finding.findingId);
  if (!labels.ok) return labels;
  if (labels.value.revision <= 1 && content.sopInstanceUid !== null) return succeed(undefined);
  const source = workspace.series.stack(content.seriesKey, content.stack);
  if (!source.ok) return source;
  const segments = recountSegments(content.segments, labels.value, voxelMl(content));
  if (segments.every(({ voxels }) => voxels === 0))
    return fail('NOTHING_FOUND', 'The segmentation is empty.');
  const filed = await fileSegmentation(workspace, {
    source: source.value,
    labelmap: labels.value,
    segments: segments.filter(({ voxels }) => voxels > 0),
    algorithm: {
      name: `Axial ${content.method}`,
      type: content.method === 'manual' ? 'MANUAL' : 'SEMIAUTOMATIC',
    },
  });
  if (!filed.ok) return filed;
  workspace.library.db.write((tx) =>
    replaceContent(workspace, tx, {
      findingId: finding.findingId,
      content: {
        ...content,
        segments,
        sopInstanceUid: filed.value,
        filedAs: [...content.filedAs, filed.value],
      },
      measurements: volumesOf(segments),
    }),
  );
  return succeed(undefined);
}

/** The volumes of segments as measurements. */
export function volumesOf(segments: readonly FindingSegment[]): readonly Measurement[] {
  return segments.map(({ volumeMl }) => ({
    name: 'volume',
    quantity: { value: volumeMl, unit: 'mL' },
    note: null,
  }));
}

function segmentationOf(workspace: Workspace, findingId: string): Result<SegmentationContent> {
  const finding = getFinding(workspace.library.db.read, findingId);
  if (finding?.content.kind !== 'segmentation') {
    return fail('NOT_FOUND', 'This segmentation is not in the library.');
  }
  return succeed(finding.content);
}

/** Volume of one voxel in mL: the parallelepiped that the grid's axes span. */
export function voxelMl({ ijkToLps }: Pick<SegmentationContent, 'ijkToLps'>): number {
  const axis = (column: number): Vec3 => [
    ijkToLps[column * 4] ?? 0,
    ijkToLps[column * 4 + 1] ?? 0,
    ijkToLps[column * 4 + 2] ?? 0,
  ];
  return Math.abs(dot(cross(axis(0), axis(1)), axis(2))) / 1000;
}
