import { describe, expect, it } from 'vitest';
import type { DataSetRecord } from '../dicom/elementsOf.ts';
import { addInstances } from './addInstances.ts';
import { catalogDigest } from './catalogDigest.ts';
import { instanceByKey, instancesBySopUid, instancesOfSeries } from './instances.ts';
import type { NewInstance } from './newInstance.ts';
import { seriesByUid } from './series.ts';
import { getStudy, priorsOf, studiesByUid } from './studies.ts';
import { file, testCatalog } from './testCatalog.ts';
import { testInstance } from './testInstance.ts';

const twin = { SOPInstanceUID: '1.2.3.4.9' };
const first = testInstance({ ...twin, InstanceNumber: '2' });
const second = testInstance({ ...twin, InstanceNumber: '2', StudyDescription: 'other bytes' });
const plain = testInstance({ SOPInstanceUID: '1.2.3.4.1', InstanceNumber: '1' });

describe('filing objects', () => {
  it('files an object once, however often and in whatever group it comes', () => {
    const db = testCatalog();
    expect(file(db, [plain, plain]).filed.map(({ outcome }) => outcome)).toEqual(['added', 'duplicate']);
    const again = file(db, [plain]);
    expect(again).toMatchObject({ newStudies: 0, newSeries: 0, touched: [], restored: [] });
    const [study] = studiesByUid(db.read, '1.2.3');
    expect(study).toMatchObject({ seriesCount: 1, instanceCount: 1, modalities: ['CT'], notices: [] });
  });

  it('keeps both of two objects with one UID, and lets the same one into the stack in either order', () => {
    const stacks = [
      [first, second],
      [second, first],
    ].map((order) => {
      const db = testCatalog();
      const filed = order.map((instance) => file(db, [instance]).filed[0]);
      expect(filed.map((one) => one?.conflict)).toEqual([false, true]);
      const [study] = studiesByUid(db.read, '1.2.3');
      expect(study).toMatchObject({ instanceCount: 2, notices: ['conflict'] });
      const [series] = seriesByUid(db.read, '1.2.3.4');
      return instancesOfSeries(db.read, series?.seriesKey ?? '').map((record) => ({
        key: record.instanceKey,
        chosen: record.chosen,
        copies: record.conflictingCopies,
      }));
    });
    expect(stacks[0]).toEqual(stacks[1]);
    expect(stacks[0]?.filter(({ chosen }) => chosen)).toHaveLength(1);
    expect(stacks[0]?.map(({ copies }) => copies)).toEqual([1, 1]);
  });

  it('lets a whole object into the stack before one that ends too early', () => {
    for (const cut of [first, second]) {
      const db = testCatalog();
      const instances = [first, second].map((instance) => ({ ...instance, complete: instance !== cut }));
      file(db, instances);
      const chosen = instancesBySopUid(db.read, twin.SOPInstanceUID).find((record) => record.chosen);
      expect(chosen?.instanceKey).not.toBe(cut.instanceKey);
    }
  });

  it('keeps one study of two patients apart, and says that they share an object UID', () => {
    const db = testCatalog();
    file(db, [plain, testInstance({ ...twin, PatientID: 'P-200' }), first]);
    const studies = studiesByUid(db.read, '1.2.3');
    expect(studies).toHaveLength(2);
    expect(new Set(studies.map(({ patientKey }) => patientKey)).size).toBe(2);
    expect(studies.map(({ notices }) => notices)).toEqual([['conflict'], ['conflict']]);
    expect(priorsOf(db.read, studies[0]?.studyKey ?? '')).toEqual([]);
  });

  it('gives back every header as it came', () => {
    const db = testCatalog();
    const many = Array.from({ length: 20 }, (_, index) =>
      testInstance({ SOPInstanceUID: `1.2.3.4.${index}`, InstanceNumber: String(20 - index) }),
    );
    file(db, many);
    for (const instance of many) {
      expect(instanceByKey(db.read, instance.instanceKey)?.header).toEqual(instance.header);
    }
    const [series] = seriesByUid(db.read, '1.2.3.4');
    const numbers = instancesOfSeries(db.read, series?.seriesKey ?? '').map(
      ({ header }) => header.instance.number,
    );
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  });

  it('finds priors of a patient, newest first, and none where the ID says nothing', () => {
    const study = (uid: string, date: string, id: string): NewInstance =>
      testInstance({
        StudyInstanceUID: uid,
        SeriesInstanceUID: `${uid}.1`,
        SOPInstanceUID: `${uid}.1.1`,
        StudyDate: date,
        PatientID: id,
      } satisfies DataSetRecord);
    const db = testCatalog();
    file(db, [
      study('2.1', '20240101', 'P-1'),
      study('2.2', '20260101', 'P-1'),
      study('2.3', '20250101', 'P-1'),
      study('3.1', '20240101', 'ANONYMOUS'),
      study('3.2', '20250101', 'ANONYMOUS'),
    ]);
    const keyOf = (uid: string): string => studiesByUid(db.read, uid)[0]?.studyKey ?? '';
    const dates = priorsOf(db.read, keyOf('2.1')).map(({ studyDate }) => studyDate);
    expect(dates).toEqual(['20260101', '20250101']);
    expect(priorsOf(db.read, keyOf('3.1'))).toEqual([]);
    expect(getStudy(db.read, keyOf('3.2'))?.study.notices).toEqual(['patient-id-missing']);
  });

  it('adds the modalities of later series and finds by them', () => {
    const db = testCatalog();
    file(db, [plain]);
    const segmentation = {
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4',
      SOPInstanceUID: '1.2.3.5.1',
      SeriesInstanceUID: '1.2.3.5',
      SeriesNumber: '5',
      Modality: 'SEG',
    };
    file(db, [testInstance(segmentation)]);
    const [study] = studiesByUid(db.read, '1.2.3');
    expect(study).toMatchObject({ modalities: ['CT', 'SEG'], seriesCount: 2 });
    const kinds = getStudy(db.read, study?.studyKey ?? '')?.series.map(({ kind }) => kind);
    expect(kinds).toEqual(['segmentation', 'other']);
  });

  it('rolls back whole', () => {
    const db = testCatalog();
    expect(() =>
      db.write((tx) => {
        addInstances(tx, { instances: [plain], nowMs: 0 });
        throw new Error('power');
      }),
    ).toThrow('power');
    expect(studiesByUid(db.read, '1.2.3')).toEqual([]);
    expect(file(db, [plain]).newStudies).toBe(1);
  });

  it('gives one digest for one content, in whatever order it came', () => {
    const digests = [
      [plain, first, second],
      [second, plain, first],
    ].map((order) => {
      const db = testCatalog();
      for (const instance of order) file(db, [instance]);
      return catalogDigest.map((part) => [...part.rows(db.read)]);
    });
    expect(digests[0]).toEqual(digests[1]);
  });
});
