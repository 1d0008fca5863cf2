import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { charsetProposals, decideCharset } from '../catalog/charsetProposals.ts';
import { listStudies, studiesByUid } from '../catalog/studies.ts';
import { testObject } from '../catalog/testInstance.ts';
import { typed } from '../dicom/elementsOf.ts';
import { unwrap } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { testDesk, writeFiles } from './testSources.ts';

/** As a device writes it that declares nothing and sends GBK. */
const lying = (study: string, station: string): Uint8Array =>
  testObject({
    SpecificCharacterSet: '',
    StudyInstanceUID: study,
    SeriesInstanceUID: `${study}.1`,
    SOPInstanceUID: `${study}.1.1`,
    PatientName: typed('PN', new Uint8Array(iconv.encode('王^小东', 'gbk'))),
    Manufacturer: 'Maker',
    StationName: station,
  });

describe('a decision on a character set', () => {
  it('that was to be remembered holds for what the same device sends later, and for no other', async () => {
    const { library, session, importAll } = await testDesk();
    const folder = await writeFiles(temporaryFolder(), {
      'first.dcm': lying('1.1', 'CT01'),
      'second.dcm': lying('1.2', 'CT01'),
      'other.dcm': lying('1.3', 'CT02'),
    });
    await importAll(`${folder}/first.dcm`);
    const [study] = studiesByUid(library.db.read, '1.1');
    const [proposal] = charsetProposals(library.db.read, study?.studyKey ?? '');
    const proposalId = proposal?.proposalId ?? '';
    unwrap(decideCharset({ library, session, proposalId, accept: true, rememberForSource: true }));

    await importAll(folder);
    const found = listStudies(library.db.read, '小东').map(({ studyInstanceUid }) => studyInstanceUid);
    expect(found.toSorted()).toEqual(['1.1', '1.2']);
    const [second] = studiesByUid(library.db.read, '1.2');
    expect(second).toMatchObject({ notices: [], patientKey: study?.patientKey });
    const [other] = studiesByUid(library.db.read, '1.3');
    expect(other?.notices).toEqual(['charset-proposal']);
    const accepted = library.audit.list({ limit: 20 }).filter(({ action }) => action === 'charset.accept');
    expect(accepted.map(({ details }) => details)).toEqual([{ remembered: true }, {}]);
    await library.close();
  });
});
