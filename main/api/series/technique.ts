import type { InstanceHeader } from '../../dicom/instanceHeader.ts';

const thinSpace = '\u2009';

/** How the images were made, as short facts for a corner of the image; what the header does not say is left out. */
export function techniqueOf(header: InstanceHeader): string[] {
  const { instance } = header;
  const facts: readonly (readonly [string, number | null, string])[] = [
    ['kVp', instance.kvp, ''],
    ['mAs', instance.exposureMas, ''],
    ['TR', instance.repetitionTimeMs, 'ms'],
    ['TE', instance.echoTimeMs, 'ms'],
    ['TI', instance.inversionTimeMs, 'ms'],
    ['FA', instance.flipAngleDeg, '°'],
    ['', instance.magneticFieldT, 'T'],
  ];
  const numbers = facts.flatMap(([name, value, unit]) =>
    value === null ? [] : [[name, String(Math.round(value * 10) / 10), unit].filter(Boolean).join(thinSpace)],
  );
  return instance.kernel === null ? numbers : [...numbers, instance.kernel];
}
