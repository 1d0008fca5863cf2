import dicomParser from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../domain/failure.ts';
import type { DicomFile } from './dicomFile.ts';
import { encodedFrames, frameBytes } from './encodedFrames.ts';
import { openDicom } from './openDicom.ts';
import { parseDicom } from './parseDicom.ts';
import { memoryReader } from './randomAccess.ts';
import { readGreyTables } from './readGreyTables.ts';
import type { InstanceHeader } from './instanceHeader.ts';
import { readInstanceHeader } from './readInstanceHeader.ts';
import { readDicomDirectory, isDicomDirectory } from './readDicomDirectory.ts';
import { readSegmentation } from './readSegmentation.ts';
import { devFile, manifestRows, type ManifestRow } from './testing/manifest.ts';

const rows = manifestRows();
const good = rows.filter(({ path }) => path?.startsWith('bad/') === false);

/** The manifest gives it the name of its successor. */
const retiredUltrasound = '1.2.840.10008.5.1.4.1.1.6';

const parsed = new Map<string, Result<DicomFile>>();

/** Each file is parsed once for all the facts asked of it. */
function parse(row: ManifestRow): Result<DicomFile> {
  const path = row['path'] ?? '';
  const known = parsed.get(path) ?? parseDicom(devFile(path));
  parsed.set(path, known);
  return known;
}

/** What must come of the broken files, where there is one right answer. */
const expectedCodes: Readonly<Record<string, string>> = {
  'empty.dcm': 'FILE_EMPTY',
  'one_byte.dcm': 'NOT_DICOM',
  'png_renamed.dcm': 'NOT_DICOM',
  'text.dcm': 'NOT_DICOM',
  'html.dcm': 'NOT_DICOM',
  'random.bin': 'NOT_DICOM',
  'preamble_only.dcm': 'DICOM_TRUNCATED',
  'dicm_random.dcm': 'DICOM_MALFORMED',
  'deflate_bomb.dcm': 'DICOM_INFLATE_BOMB',
  'deflate_corrupt.dcm': 'DICOM_MALFORMED',
  'nested_5000.dcm': 'DICOM_TOO_DEEP',
  'nested_100.dcm': 'ok',
  'swapped_tags.dcm': 'ok',
  'trailing_garbage.dcm': 'ok',
  'meta_len_wrong.dcm': 'ok',
  'meta_len_huge.dcm': 'ok',
  'double.dcm': 'ok',
  'truncated_020.dcm': 'DICOM_TRUNCATED',
  'truncated_100.dcm': 'DICOM_TRUNCATED',
  'uid_empty.dcm': 'DICOM_MISSING_UID',
  'uid_long.dcm': 'DICOM_MISSING_UID',
  'uid_traversal.dcm': 'DICOM_MISSING_UID',
  'bits_7.dcm': 'PIXEL_HEADER_INVALID',
  'bits_stored_gt.dcm': 'PIXEL_HEADER_INVALID',
  'highbit_bad.dcm': 'PIXEL_HEADER_INVALID',
  'photometric_foo.dcm': 'PIXEL_HEADER_INVALID',
  'palette_nolut.dcm': 'PIXEL_HEADER_INVALID',
  'no_rows.dcm': 'PIXEL_HEADER_INVALID',
  'rows_zero.dcm': 'PIXEL_HEADER_INVALID',
  'frames_negative.dcm': 'PIXEL_HEADER_INVALID',
  'frames_billion.dcm': 'PIXEL_HEADER_INVALID',
  'no_pixels.dcm': 'NO_PIXELS',
  'rows_65535.dcm': 'PIXELS_TRUNCATED',
  'spp3_short.dcm': 'PIXELS_TRUNCATED',
  'pixels_short.dcm': 'PIXELS_TRUNCATED',
  'enc_frag_none.dcm': 'PIXELS_TRUNCATED',
  'enc_frag_empty.dcm': 'PIXELS_TRUNCATED',
  'ts_unknown.dcm': 'PIXELS_UNSUPPORTED',
};

/** The code of the first step that fails, from bytes to the bytes of frame 0. */
function outcome(bytes: Uint8Array): string {
  const file = parseDicom(bytes);
  if (!file.ok) return file.failure.code;
  const header = readInstanceHeader(file.value);
  if (!header.ok) return header.failure.code;
  const source = encodedFrames(file.value);
  if (!source.ok) return source.failure.code;
  const frame = frameBytes(source.value, file.value.bytes, 0);
  return frame.ok ? 'ok' : frame.failure.code;
}

/** The manifest writes control characters as `\0`, `\e`, `\n`, `\r` and names at most 80 characters long. */
function asInManifest(name: string): string {
  return name
    .replaceAll('\0', String.raw`\0`)
    .replaceAll('\u001b', String.raw`\e`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .slice(0, 80);
}

function isMedical(row: ManifestRow): boolean {
  return row['transfer_syntax'] !== '' && row['path']?.includes('DICOMDIR') === false;
}

function cell(row: ManifestRow, name: string): number | null {
  const written = row[name] ?? '';
  return written === '' ? null : Number(written);
}

interface Difference {
  readonly path: string | undefined;
  readonly found: unknown;
  readonly wanted: unknown;
}

/** The rows whose two values differ; rows for which `pair` has nothing to compare answer null. */
function differences(
  subject: readonly ManifestRow[],
  pair: (row: ManifestRow) => readonly [found: unknown, wanted: unknown] | null,
): readonly Difference[] {
  return subject.flatMap((row) => {
    const compared = pair(row);
    if (compared === null) return [];
    const [found, wanted] = compared;
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [{ path: row['path'], found, wanted }];
  });
}

function headerOf(row: ManifestRow): InstanceHeader | null {
  const header = readInstanceHeader(unwrap(parse(row)));
  return header.ok ? header.value : null;
}

describe('the whole set', () => {
  it('is read without throwing, each file within 2 s', async () => {
    const slow: string[] = [];
    for (const row of rows) {
      const bytes = devFile(row['path'] ?? '');
      const start = performance.now();
      outcome(bytes);
      await openDicom(memoryReader(bytes));
      const file = parse(row);
      if (file.ok) {
        readGreyTables(file.value);
        readSegmentation(file.value);
        if (isDicomDirectory(file.value)) unwrap(readDicomDirectory(file.value));
      }
      if (performance.now() - start > 2000) slow.push(row['path'] ?? '');
    }
    expect(slow).toEqual([]);
  });

  it.each(Object.entries(expectedCodes))('answers for %s with %s', (name, code) => {
    expect(outcome(devFile(`bad/gen/${name}`))).toBe(code);
  });

  it('agrees with the manifest on every patient name', () => {
    const found = differences(rows, (row) => {
      const file = parse(row);
      if (!file.ok || row['transfer_syntax'] === '' || row['patient_name_decoded'] === '') return null;
      const name = file.value.dataSet.personName('PatientName')?.raw ?? '';
      return [asInManifest(name), row['patient_name_decoded']?.slice(0, 80)];
    });
    expect(found).toEqual([]);
  });

  it('agrees with the manifest on encoding and layout of every good object', () => {
    const found = differences(good.filter(isMedical), (row) => {
      const { dataSet, declaredTransferSyntaxUid } = unwrap(parse(row));
      const own = [
        declaredTransferSyntaxUid ?? '',
        dataSet.text('Modality') ?? '',
        dataSet.integer('Rows'),
        dataSet.integer('Columns'),
        dataSet.texts('SpecificCharacterSet')?.join('\\') ?? '',
      ];
      const { transfer_syntax: syntax, modality, charset } = row;
      return [own, [syntax, modality, cell(row, 'rows'), cell(row, 'cols'), charset]];
    });
    expect(found).toEqual([]);
  });

  it('finds one SOP class for each name that the manifest has', () => {
    const uids = new Map<string, Set<string>>();
    for (const row of good.filter(isMedical)) {
      const uid = unwrap(parse(row)).dataSet.text('SOPClassUID');
      const name = row['sop_class'] ?? '';
      if (uid !== null && name !== '' && uid !== retiredUltrasound)
        uids.set(name, (uids.get(name) ?? new Set()).add(uid));
    }
    expect(uids.size).toBeGreaterThan(25);
    expect([...uids].filter(([, found]) => found.size !== 1)).toEqual([]);
    expect([...(uids.get('CT Image Storage') ?? [])]).toEqual(['1.2.840.10008.5.1.4.1.1.2']);
  });

  it('agrees with the manifest on frames and on the rescale of classic objects', () => {
    const found = differences(good.filter(isMedical), (row) => {
      const image = headerOf(row)?.image ?? null;
      if (image === null || row['rows'] === '') return null;
      const frames = cell(row, 'frames') ?? 1;
      if (unwrap(parse(row)).dataSet.has('SharedFunctionalGroupsSequence')) return [image.frames, frames];
      const rescale = image.frame.rescale;
      return [
        [image.frames, rescale?.slope ?? null, rescale?.intercept ?? null],
        [frames, cell(row, 'rescale_slope'), cell(row, 'rescale_intercept')],
      ];
    });
    expect(found).toEqual([]);
  });

  it('finds frame 0 and the last frame of every good object that a decoder could open', () => {
    const decoded = good.filter(({ f0_sha256_32: hash }) => hash !== '');
    const found = differences(decoded, (row) => {
      const file = unwrap(parse(row));
      const source = unwrap(encodedFrames(file));
      return [[0, source.frames - 1].map((index) => frameBytes(source, file.bytes, index).ok), [true, true]];
    });
    expect(found).toEqual([]);
  });

  it('gives headers that survive JSON', () => {
    for (const row of good.filter(isMedical)) {
      const header = headerOf(row);
      expect(JSON.parse(JSON.stringify(header))).toEqual(header);
    }
  });

  it('proposes no other character set for what is declared right', () => {
    const found = differences(good.filter(isMedical), (row) => [
      headerOf(row)?.charset.proposal ?? null,
      null,
    ]);
    expect(found).toEqual([]);
  });

  it('finds the elements that dicom-parser finds, with the same lengths', () => {
    let compared = 0;
    const found = differences(good, (row) => {
      const bytes = devFile(row['path'] ?? '');
      let reference: dicomParser.DataSet;
      try {
        reference = dicomParser.parseDicom(bytes);
      } catch {
        return null;
      }
      compared += 1;
      const { dataSet } = unwrap(parse(row));
      const wanted = Object.entries(reference.elements).filter(
        ([key, element]) =>
          !key.startsWith('x0002') && element.items === undefined && element.encapsulatedPixelData !== true,
      );
      const own = wanted.map(([key]) => dataSet.element(Number.parseInt(key.slice(1), 16))?.length);
      return [own, wanted.map(([, element]) => element.length)];
    });
    expect(found).toEqual([]);
    expect(compared).toBeGreaterThan(450);
  });
});
