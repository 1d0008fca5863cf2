import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pythonFolder } from '../../../e2e/capabilities.ts';
import { lookUpTag } from './dictionary.ts';

const script = `
import json
from pydicom.datadict import DicomDictionary
print(json.dumps([[tag, entry[0], entry[4]] for tag, entry in DicomDictionary.items() if entry[4]]))
`;

const ambiguous: Readonly<Record<string, string>> = {
  'US or SS': 'XS',
  'OB or OW': 'OX',
  'US or SS or OW': 'XW',
  'US or OW': 'XW',
  NONE: '--',
};

it('agrees with the registry of pydicom on every public element', () => {
  const output = execFileSync(join(pythonFolder, 'bin', 'python'), ['-c', script], { maxBuffer: 1 << 24 });
  const registry = JSON.parse(output.toString()) as readonly (readonly [number, string, string])[];
  expect(registry.length).toBeGreaterThan(5000);
  const wrong = registry.filter(([tag, vr, keyword]) => {
    const entry = lookUpTag(tag);
    return entry?.keyword !== keyword || entry.vr !== (ambiguous[vr] ?? vr);
  });
  expect(wrong).toEqual([]);
});
