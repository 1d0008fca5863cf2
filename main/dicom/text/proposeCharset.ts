import { effectiveVr, type DataSet } from '../dataSet.ts';
import { lookUpTag } from '../dictionary/dictionary.ts';
import type { DicomFile } from '../dicomFile.ts';
import type { CharsetProposal } from '../instanceHeader.ts';
import { isTextVr } from '../vr.ts';
import { designationAt } from './codeExtensions.ts';
import { decoderOf } from './charset.ts';
import { judgeBytes } from './judgeBytes.ts';

const mostSampleBytes = 1 << 16;

interface Sample {
  readonly tag: number;
  readonly vr: string;
  readonly bytes: Uint8Array;
}

/**
 * Looks for texts that their SpecificCharacterSet cannot be right about: bytes above ISO 646 with no set declared,
 * invalid sequences, Chinese or UTF-8 under a Latin set, escape sequences that nothing declared.
 * The answer is a proposal for a person; nothing is decoded with it here. Null: nothing to object to, or no idea.
 * Cost: one pass over the texts of the data set, 64 KiB at most; objects of plain ISO 646 cost that pass only.
 */
export function proposeCharset(file: DicomFile): CharsetProposal | null {
  const { dataSet } = file;
  const samples = collectSamples(dataSet);
  if (samples.length === 0) return null;
  const declared = dataSet.charset;
  const judged = proposeDesignations(samples, declared) ?? judgeBytes(samples, declared);
  if (judged === null) return null;
  return describe(samples, judged);
}

/** Texts of the data set and of its items, two levels down, that hold anything but ISO 646. */
function collectSamples(root: DataSet): readonly Sample[] {
  const samples: Sample[] = [];
  let scopes: readonly DataSet[] = [root];
  let budget = mostSampleBytes;
  for (let depth = 0; depth < 3 && scopes.length > 0; depth += 1) {
    for (const scope of scopes) {
      for (const element of scope.elements.values()) {
        if (element.items !== null || element.length === 0 || element.length > budget) continue;
        const vr = effectiveVr(element, scope);
        if (!isTextVr(vr)) continue;
        budget -= element.length;
        const bytes = scope.bytes.subarray(element.offset, element.offset + element.length);
        if (bytes.some((byte) => byte >= 0x80 || byte === 0x1b))
          samples.push({ tag: element.tag, vr, bytes });
      }
    }
    scopes = scopes.flatMap((scope) =>
      [...scope.elements.values()].flatMap(({ items }) => items?.slice(0, 16) ?? []),
    );
    if (scopes.length > 256) scopes = scopes.slice(0, 256);
  }
  return samples;
}

/** Escape sequences that switch to sets which are not declared. */
function proposeDesignations(
  samples: readonly Sample[],
  declared: string,
): { readonly charset: string; readonly confidence: number } | null {
  const known = new Set(decoderOf(declared).charset.split('\\').map(registrationOf));
  const found = new Set<string>();
  for (const { bytes } of samples) {
    for (let index = bytes.indexOf(0x1b); index >= 0; index = bytes.indexOf(0x1b, index + 1)) {
      const term = designationAt(bytes, index)?.term;
      if (term !== undefined && term !== 'ISO 2022 IR 6') found.add(term);
    }
  }
  const missing = [...found].filter((term) => !known.has(registrationOf(term)));
  if (missing.length === 0) return null;
  const first = found.has('ISO 2022 IR 13') ? 'ISO 2022 IR 13' : '';
  const others = [...found].filter((term) => term !== first).toSorted();
  return { charset: [first, ...others].join('\\'), confidence: 0.95 };
}

function registrationOf(term: string): string {
  return /\d+$/.exec(term)?.[0] ?? '6';
}

function describe(
  samples: readonly Sample[],
  judged: { readonly charset: string; readonly confidence: number },
): CharsetProposal {
  const decoding = decoderOf(judged.charset);
  const texts: Record<string, string> = {};
  let patientName: string | null = null;
  for (const { tag, vr, bytes } of samples) {
    const text = decoding.decode(bytes, vr === 'PN' ? 'name' : 'text').replace(/[\0 ]+$/, '');
    const keyword = lookUpTag(tag)?.keyword;
    if (keyword === 'PatientName') patientName ??= text;
    else if (keyword !== undefined && !(keyword in texts) && Object.keys(texts).length < 16) {
      texts[keyword] = text.slice(0, 256);
    }
  }
  return { charset: judged.charset, confidence: judged.confidence, patientName, texts };
}
