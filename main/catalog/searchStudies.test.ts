import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchStudies, type StudySearch } from './searchStudies.ts';
import { listStudies } from './studies.ts';
import { file, testCatalog } from './testCatalog.ts';
import { testInstance } from './testInstance.ts';

const people = [
  ['Wang^XiaoDong=王^小东', 'W-1', 'CT', '胸部CT平扫', '20260101'],
  ['曾^国藩', 'Z-2', 'MR', 'Brain', '20250303'],
  ['单^雄信', 'S-3', 'MR', 'Brain', '20240303'],
  ['吕^布', 'L-4', 'CR', 'Chest PA', '20230303'],
  ['仇^英', 'Q-5', 'US', 'Abdomen', '20220303'],
  ['解^晓东', 'X-6', 'US', 'Abdomen', '20220304'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Y-7', 'CT', '頭部', '20210303'],
  ['Hong^Gildong=洪^吉洞=홍^길동', 'H-8', 'CT', '흉부', '20200303'],
  ['Müller^Jürgen', 'M-9', 'MG', 'Mammo', '20190303'],
  ["O'Brien^Seán", 'O-10', 'PT', 'Whole body', '20180303'],
  ['Διονυσιος', 'D-11', 'CT', 'Head', ''],
  ['', 'N-12', 'CT', 'Head', '20170303'],
] as const;

const db = testCatalog();
file(
  db,
  people.map(([name, id, modality, description, date], index) =>
    testInstance({
      PatientName: name,
      PatientID: id,
      Modality: modality,
      StudyDescription: description,
      StudyDate: date,
      AccessionNumber: `ACC${index}77`,
      StudyInstanceUID: `1.2.${index}`,
      SeriesInstanceUID: `1.2.${index}.1`,
      SOPInstanceUID: `1.2.${index}.1.1`,
    }),
  ),
);

const everything: StudySearch = {
  query: '',
  filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
  sort: { by: 'patientId', descending: false },
  offset: 0,
  limit: 100,
};
const find = (query: string): string[] =>
  searchStudies(db.read, { ...everything, query }).rows.map((row) => row.patientId ?? '');

describe('search', () => {
  it.each([
    ['王', ['W-1']],
    ['小东', ['W-1']],
    ['王小东', ['W-1']],
    ['东', ['W-1', 'X-6']],
    ['wang', ['W-1']],
    ['wang xiaodong', ['W-1']],
    ['xiaodong WANG', ['W-1']],
    ['dong', ['H-8', 'W-1', 'X-6']],
    ['wangxiaod', ['W-1']],
    ['wxd', ['W-1']],
    ['wangxd', ['W-1']],
    ['xd', ['W-1', 'X-6']],
    ['wang小东', ['W-1']],
    ['zeng', ['Z-2']],
    ['zgf', ['Z-2']],
    ['shanxiong', ['S-3']],
    ['qiuying', ['Q-5']],
    ['xiexiaodong', ['X-6']],
    ['lvbu', ['L-4']],
    ['lubu', ['L-4']],
    ['山田太', ['Y-7']],
    ['まだ', ['Y-7']],
    ['ﾔﾏﾀﾞ', ['Y-7']],
    ['길동', ['H-8']],
    ['洪吉', ['H-8']],
    ['muller', ['M-9']],
    ['JUR MÜL', ['M-9']],
    ['obrien', ['O-10']],
    ["o'brien", ['O-10']],
    ['διονύσ', ['D-11']],
    ['n-12', ['N-12']],
    ['acc377', ['L-4']],
    ['胸部', ['W-1']],
    ['ct head', ['D-11', 'N-12']],
    ['1.2.4', ['Q-5']],
    ['iller', []],
    ['东小', []],
    ['" OR "', []],
    ['***', []],
    ["Robert'); DROP TABLE study;--", []],
  ])('%s', (query, ids) => {
    expect(find(query)).toEqual([...ids].toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it('finds a study by any prefix of any word of its name, whatever the case', () => {
    const words = people.flatMap(([name, id]) =>
      [...name.matchAll(/\p{L}+/gu)].map(([word]) => ({ word, id })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), fc.boolean(), ({ word, id }, cut, upper) => {
        const prefix = word.slice(0, 1 + (cut % word.length));
        expect(find(upper ? prefix.toUpperCase() : prefix)).toContain(id);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (query) => find(query).length >= 0));
  });

  it('filters by modality, date and status', () => {
    const rows = (filter: Partial<StudySearch['filter']>): string[] =>
      searchStudies(db.read, { ...everything, filter: { ...everything.filter, ...filter } }).rows.map(
        (row) => row.patientId ?? '',
      );
    expect(rows({ modalities: ['MR', 'MG'] })).toEqual(['M-9', 'S-3', 'Z-2']);
    expect(rows({ dateFrom: '20250303' })).toEqual(['W-1', 'Z-2']);
    expect(rows({ dateTo: '20170303' })).toEqual(['N-12']);
    expect(rows({ statuses: ['reading'] })).toEqual([]);
    expect(rows({ removed: true })).toEqual([]);
  });

  it('sorts names written in Han among Latin ones, by how they are read, and nameless ones last', () => {
    const sorted = searchStudies(db.read, { ...everything, sort: { by: 'patientName', descending: false } });
    expect(sorted.rows.map((row) => row.patientId)).toEqual([
      'H-8',
      'L-4',
      'M-9',
      'O-10',
      'Q-5',
      'S-3',
      'W-1',
      'X-6',
      'Y-7',
      'Z-2',
      'D-11',
      'N-12',
    ]);
  });

  it('gives windows that together are the whole, in either direction', () => {
    const all = find('');
    for (const descending of [false, true]) {
      const windows = [0, 5, 10].flatMap((offset) =>
        searchStudies(db.read, {
          ...everything,
          sort: { by: 'patientId', descending },
          offset,
          limit: 5,
        }).rows.map((row) => row.patientId),
      );
      expect(windows).toEqual(descending ? all.toReversed() : all);
    }
    expect(searchStudies(db.read, { ...everything, limit: 1 }).total).toBe(people.length);
  });

  it('lists for the command line with the name as it is written', () => {
    const [study] = listStudies(db.read, '小东');
    expect(study).toMatchObject({
      patientName: 'Wang^XiaoDong=王^小东',
      studyInstanceUid: '1.2.0',
      modalities: ['CT'],
      series: [{ seriesInstanceUid: '1.2.0.1', modality: 'CT', description: null, instances: 1 }],
    });
  });
});
