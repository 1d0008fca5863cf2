import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAxial } from '../services/commandLine.ts';
import { startOrthanc } from '../services/orthanc.ts';
import { sampleBrain } from '../services/sampleData.ts';
import { temporaryFolder } from '../services/temporaryFolder.ts';

const folder = await temporaryFolder('round-trip');
const library = join(folder, 'library');
const axial = (...args: string[]): ReturnType<typeof runAxial> =>
  runAxial([...args, '--library', library, '--json'], { AXIAL_PASSPHRASE: 'a passphrase for tests' });

describe('a segmentation in a PACS', () => {
  it('comes back from Orthanc as the bytes that were sent, and is known again by Axial', async () => {
    await axial('import', sampleBrain);
    const [study] = (await axial('studies')).json<{ series: { seriesInstanceUid: string }[] }[]>();
    const series = study?.series[0]?.seriesInstanceUid ?? '';
    const out = join(folder, 'seg.dcm');
    const made = await axial('segment', series, '--method', 'threshold', '--lower', '400', '--out', out);
    expect(made.status).toBe(0);
    const sent = readFileSync(out);

    const orthanc = await startOrthanc({ connections: 1 });
    try {
      await orthanc.store(sent);
      const [id] = JSON.parse(Buffer.from(await orthanc.get('/instances')).toString('utf8')) as string[];
      const tags = JSON.parse(
        Buffer.from(await orthanc.get(`/instances/${id}/simplified-tags`)).toString('utf8'),
      ) as Record<string, unknown>;
      expect(tags).toMatchObject({ Modality: 'SEG', SegmentationType: 'BINARY', PatientID: '123565' });
      const back = await orthanc.get(`/instances/${id}/file`);
      expect(Buffer.compare(Buffer.from(back), sent)).toBe(0);
    } finally {
      await orthanc.stop();
    }
    expect((await axial('import', out)).json()).toMatchObject({ instances: 0, duplicates: 1 });
  });
});
