import type { StudyRow, StudyStatus, StudyNotice } from '../../preload/contract/catalog.ts';

/* Invented names of nobody: the family name says so. */
const given = [
  'ALPHA',
  'BRAVO',
  'CHARLIE',
  'DELTA',
  'ECHO',
  'FOXTROT',
  'GOLF',
  'HOTEL',
  'INDIA',
  'JULIETT',
] as const;
const givenHan = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const;
const studies = [
  { modalities: ['CT'], description: 'CT Chest w/o contrast', images: 342, series: 4 },
  { modalities: ['MR'], description: 'MRI Brain T1 T2 FLAIR DWI', images: 512, series: 7 },
  { modalities: ['CR'], description: '胸部正位片', images: 1, series: 1 },
  { modalities: ['CT', 'SR'], description: '腹部增强 CT(三期)', images: 1280, series: 6 },
  { modalities: ['US'], description: 'US Abdomen', images: 46, series: 1 },
  { modalities: ['MG'], description: 'Screening mammography, bilateral', images: 4, series: 4 },
  { modalities: ['PT', 'CT'], description: 'PET-CT whole body FDG', images: 1466, series: 5 },
  { modalities: ['XA'], description: 'Coronary angiography', images: 18, series: 18 },
  { modalities: ['MR'], description: '腰椎平扫 MRI', images: 128, series: 5 },
  { modalities: ['DX'], description: 'Knee AP and lateral', images: 2, series: 2 },
] as const;
const statuses: readonly StudyStatus[] = ['unread', 'unread', 'reading', 'reviewed', 'reported', 'unread'];
const notices: Readonly<Record<number, readonly StudyNotice[]>> = {
  2: ['charset-proposal'],
  3: ['geometry', 'lossy'],
  11: ['patient-id-missing'],
  13: ['conflict'],
  19: ['wrapped'],
};

function dayBefore(days: number): string {
  const day = new Date(Date.UTC(2026, 10, 23) - days * 86_400_000);
  return day.toISOString().slice(0, 10).replaceAll('-', '');
}

/** Study number `index` of an invented library: the same every time. */
export function fakeStudy(index: number): StudyRow {
  const kind = studies[index % studies.length] ?? studies[0];
  const person = Math.floor(index / 3);
  const letter = given[person % given.length] ?? 'ALPHA';
  const number = String(person).padStart(5, '0');
  const han = index % 4 === 1 ? '' : `测试^${givenHan[person % givenHan.length] ?? '甲'}${number}`;
  const minute = (index * 37) % 1440;
  return {
    studyKey: `study-${index}`,
    studyInstanceUid: `2.25.${1000 + index}`,
    patientKey: `patient-${person}`,
    patientId: index === 11 ? null : `TEST-${number}`,
    patientName: {
      display: `TESTCASE ${letter} ${number}`,
      alphabetic: `TESTCASE^${letter} ${number}`,
      ideographic: han,
      phonetic: '',
    },
    patientSex: (['F', 'M', 'M', 'F', null] as const)[person % 5] ?? null,
    patientBirthDate: index === 11 ? null : dayBefore(900 + ((person * 977) % 32_000)),
    studyDate: dayBefore(Math.floor(index / 9)),
    studyTime: `${String(Math.floor(minute / 60)).padStart(2, '0')}${String(minute % 60).padStart(2, '0')}00`,
    modalities: [...kind.modalities],
    description: index === 7 ? null : kind.description,
    accessionNumber: index % 3 === 0 ? `A${260_000 + index}` : null,
    seriesCount: kind.series,
    instanceCount: kind.images,
    status: statuses[index % statuses.length] ?? 'unread',
    notices: [...(notices[index] ?? [])],
    importedAt: new Date(Date.UTC(2026, 10, 23, 9) - index * 61_000).toISOString(),
  };
}
