import type { Result } from '../domain/failure.ts';
import { importItems, type ImportOptions } from './importItems.ts';
import type { ImportSummary } from './importSummary.ts';
import { bytesOpen } from './openItems.ts';
import type { Found, Neighbours } from './sourceItem.ts';

const nothingBeside: Neighbours = { wanted: false, find: () => Promise.resolve(null) };

/** Imports objects at hand, such as those that Axial made, by the ordinary way (see `importItems`). */
export function importObjects(
  options: ImportOptions & { readonly objects: readonly Uint8Array[]; readonly wrapped?: boolean },
): Promise<Result<ImportSummary>> {
  const found = options.objects.map((bytes, index): Found => ({
    kind: 'item',
    item: {
      name: `object ${index + 1}`,
      origin: 'Axial',
      sizeBytes: bytes.length,
      depth: 0,
      beside: nothingBeside,
      open: () => Promise.resolve(bytesOpen(bytes)),
    },
  }));
  return importItems({ ...options, found });
}
