import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { typed } from '../dicom/elementsOf.ts';
import { unwrap } from '../domain/failure.ts';
import { testLibrary } from '../library/testLibrary.ts';
import { charsetProposals, decideCharset } from './charsetProposals.ts';
import { charsetRules } from './proposeCharset.ts';
import { instanceByKey } from './instances.ts';
import { listStudies, studiesByUid } from './studies.ts';
import { file } from './testCatalog.ts';
import { testInstance } from './testInstance.ts';

const gbk = (text: string) => typed('PN', new Uint8Array(iconv.encode(text, 'gbk')));
/** As devices write it: Chinese bytes, no character set declared. */
const lying = testInstance({
  SpecificCharacterSet: '',
  PatientName: gbk('王^小东'),
  StudyDescription: typed('LO', new Uint8Array(iconv.encode('胸部平扫', 'gbk'))),
  Manufacturer: 'Maker',
  StationName: 'CT01',
});

async function withLyingStudy() {
  const library = await testLibrary();
  const session = unwrap(await library.session());
  file(library.db, [{ ...lying, source: 'Maker · CT01' }]);
  const study = studiesByUid(library.db.read, '1.2.3')[0];
  if (study === undefined) throw new Error('the study is filed');
  const [proposal] = charsetProposals(library.db.read, study.studyKey);
  if (proposal === undefined) throw new Error('a character set is proposed');
  return { library, session, study, proposal };
}

describe('character sets', () => {
  it('are proposed and marked, and nothing is changed by that', async () => {
    const { library, study, proposal } = await withLyingStudy();
    expect(study.notices).toContain('charset-proposal');
    expect(study.patientName.display).not.toContain('王');
    expect(proposal).toMatchObject({ stated: null, nameProposed: '王^小东', source: 'Maker · CT01' });
    expect(listStudies(library.db.read, '小东')).toEqual([]);
    await library.close();
  });

  it('once accepted are shown, found and remembered; the patient stays who it was', async () => {
    const { library, session, study, proposal } = await withLyingStudy();
    const { proposalId } = proposal;
    const decided = unwrap(
      decideCharset({ library, session, proposalId, accept: true, rememberForSource: true }),
    );
    expect(decided).toMatchObject({ patientKey: study.patientKey, description: '胸部平扫', notices: [] });
    expect(decided.patientName.display).toBe('王小东');
    expect(listStudies(library.db.read, 'wxd')).toHaveLength(1);
    const { header } = instanceByKey(library.db.read, lying.instanceKey) ?? {};
    expect(header?.patient.name?.raw).toBe('王^小东');
    expect(header?.charset.used).toBe(proposal.charset);
    expect([...charsetRules(library.db.read)]).toEqual([['Maker · CT01\0', proposal.charset]]);
    expect(library.audit.list({ limit: 1 })[0]?.action).toBe('charset.accept');
    expect(
      decideCharset({ library, session, proposalId, accept: true, rememberForSource: false }),
    ).toMatchObject({ failure: { code: 'CONFLICT' } });
    await library.close();
  });

  it('once accepted hold for what comes to the study later', async () => {
    const { library, session, proposal } = await withLyingStudy();
    const { proposalId } = proposal;
    unwrap(decideCharset({ library, session, proposalId, accept: true, rememberForSource: false }));
    const next = testInstance({
      SpecificCharacterSet: '',
      PatientName: gbk('王^小东'),
      SOPInstanceUID: '1.2.3.4.6',
    });
    file(library.db, [{ ...next, source: 'Maker · CT01' }]);
    expect(instanceByKey(library.db.read, next.instanceKey)?.header.patient.name?.raw).toBe('王^小东');
    expect(studiesByUid(library.db.read, '1.2.3')[0]?.notices).toEqual([]);
    await library.close();
  });

  it('once rejected are not proposed again for the study', async () => {
    const { library, session, study, proposal } = await withLyingStudy();
    const { proposalId } = proposal;
    const decided = unwrap(
      decideCharset({ library, session, proposalId, accept: false, rememberForSource: false }),
    );
    expect(decided.notices).toEqual([]);
    const next = testInstance({
      SpecificCharacterSet: '',
      PatientName: gbk('王^小东'),
      SOPInstanceUID: '1.2.3.4.6',
    });
    file(library.db, [{ ...next, source: 'Maker · CT01' }]);
    expect(charsetProposals(library.db.read, study.studyKey)).toEqual([]);
    expect(library.audit.list({ limit: 1 })[0]?.action).toBe('charset.reject');
    await library.close();
  });
});
