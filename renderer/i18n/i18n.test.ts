import { describe, expect, it } from 'vitest';
import { makeFailure } from '../../main/domain/failure.ts';
import { chooseLocale } from './chooseLocale.ts';
import { createI18n } from './i18n.ts';

const en = createI18n('en');
const zh = createI18n('zh-CN');
const name = (alphabetic: string, ideographic = '') => ({
  display: alphabetic,
  alphabetic,
  ideographic,
  phonetic: '',
});

describe('the language of the screen', () => {
  it('follows the setting, then the browser, then English', () => {
    expect(chooseLocale('zh-CN', ['en-GB'])).toBe('zh-CN');
    expect(chooseLocale(null, ['fr', 'zh-Hans-CN', 'en'])).toBe('zh-CN');
    expect(chooseLocale(null, ['fr', 'de'])).toBe('en');
  });

  it('chooses the plural and groups digits', () => {
    expect(en.t('worklist.count', { count: 1 })).toBe('1 study');
    expect(en.t('worklist.count', { count: 100_000 })).toBe('100,000 studies');
    expect(zh.t('worklist.count', { count: 100_000 })).toBe('100,000 项检查');
  });

  it('writes dates the same way for everybody and shows what is no date as it is', () => {
    expect(en.dicomDate('20261123')).toBe('2026-11-23');
    expect(zh.dicomDate('2026.11.23')).toBe('2026-11-23');
    expect(en.dicomDate('spring')).toBe('spring');
    expect(en.dicomDate('20231332')).toBe('20231332');
    expect(en.dicomDate('20230229')).toBe('20230229');
    expect(en.dicomTime('9999')).toBe('9999');
    expect(en.dicomTime('1475')).toBe('1475');
    expect(en.dicomTime(null)).toBe('');
    expect(en.dicomDate(null)).toBe('–');
    expect(en.dicomTime('140503.123')).toBe('14:05');
    expect(en.dicomTime('14')).toBe('14');
  });

  it('sets units apart by a thin space', () => {
    expect(en.bytes(12_400_000)).toBe('12.4\u2009MB');
    expect(en.bytes(999)).toBe('999\u2009B');
    expect(en.seconds(187)).toBe('3:07');
  });

  it('translates failures by their code and names the file', () => {
    const failure = makeFailure('NOT_DICOM', undefined, { file: 'a.txt' });
    expect(en.failure(failure)).toBe('This is not a DICOM file. (a.txt)');
    expect(zh.failure(failure)).toContain('DICOM');
    expect(en.failureCode('SOMETHING_NEW')).toBe('SOMETHING_NEW');
  });
});

describe('a person name', () => {
  it('leads with the script of the reader and never translates', () => {
    const both = name('Wang^XiaoDong', '王^小东');
    expect(zh.name(both)).toEqual({ main: '王小东', other: 'Wang, XiaoDong' });
    expect(en.name(both)).toEqual({ main: 'Wang, XiaoDong', other: '王小东' });
  });

  it('is written together in Chinese and Korean, also where the first group holds it', () => {
    expect(zh.name(name('王^小东')).main).toBe('王小东');
    expect(en.name(name('김^희중')).main).toBe('김희중');
    expect(en.name(name('やまだ^たろう')).main).toBe('やまだ たろう');
    expect(en.name(name('测试^甲 00001')).main).toBe('测试甲 00001');
  });

  it('shows what there is', () => {
    expect(zh.name(name('Adams^John Robert^Quincy^Rev.'))).toEqual({
      main: 'Adams, John Robert Quincy Rev.',
      other: null,
    });
    expect(en.name(name('^Anna'))).toEqual({ main: 'Anna', other: null });
    expect(en.name(name(''))).toEqual({ main: '–', other: null });
  });

  it('drops marks that turn text round', () => {
    expect(en.name(name('Doe\u202e^J\u0007ane')).main).toBe('Doe, Jane');
  });
});
