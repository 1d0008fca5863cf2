import { expect, it } from 'vitest';
import { startOrthanc } from '../../e2e/services/orthanc.ts';
import { unwrap } from '../domain/failure.ts';
import { sampleInput } from './testing/sampleSegmentation.ts';
import { writeSegmentation } from './writeSegmentation.ts';

it('comes back from Orthanc byte for byte', async () => {
  const bytes = unwrap(writeSegmentation(sampleInput()));
  const orthanc = await startOrthanc({ connections: 1 });
  try {
    await orthanc.store(bytes);
    const [id] = JSON.parse(Buffer.from(await orthanc.get('/instances')).toString()) as readonly string[];
    const kept = await orthanc.get(`/instances/${id}/file`);
    expect(Buffer.from(kept).equals(bytes)).toBe(true);
    const tags = JSON.parse(
      Buffer.from(await orthanc.get(`/instances/${id}/simplified-tags`)).toString(),
    ) as unknown;
    expect(tags).toMatchObject({
      PatientName: 'Wang^XiaoDong=王^小东',
      NumberOfFrames: '6',
      SegmentationType: 'BINARY',
    });
  } finally {
    await orthanc.stop();
  }
});
