import type { InstanceRecord } from '../catalog/instanceRecord.ts';
import { frameBytes, readFrame } from '../dicom/encodedFrames.ts';
import type { EncodedFrame as RawFrame } from '../dicom/frameSource.ts';
import type { GreyTables } from '../dicom/greyTables.ts';
import { openDicom } from '../dicom/openDicom.ts';
import { parseDicom } from '../dicom/parseDicom.ts';
import { readGreyTables } from '../dicom/readGreyTables.ts';
import { fail, type Result } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { DecoderPool } from '../pixels/decoderPool.ts';
import { encodedFrameOf } from '../pixels/encodedFrameOf.ts';
import type { Vault } from '../vault/vault.ts';

/** Reads and decodes frames of stored objects. */
export interface PixelAccess {
  /** Touches only the parts of the object that hold the frame; `FRAME_OUT_OF_RANGE`, `NO_PIXELS`, and what decoding says. */
  frame(
    record: InstanceRecord,
    index: number,
    options?: { readonly signal?: AbortSignal; readonly priority?: number },
  ): Promise<Result<DecodedFrame>>;
  /** Lookup tables and palette of an object; null where it cannot be read for them. */
  tables(record: InstanceRecord): Promise<GreyTables | null>;
}

export function openPixelAccess(vault: Vault, pool: DecoderPool): PixelAccess {
  return {
    async frame(record, index, options = {}) {
      if (record.pixels === null) return fail('NO_PIXELS');
      const { header, frames } = record.pixels;
      if (!Number.isInteger(index) || index < 0 || index >= header.frames) {
        return fail('FRAME_OUT_OF_RANGE', `The object has frames 0 to ${header.frames - 1}, not ${index}.`, {
          index,
        });
      }
      const raw = await readRawFrame(vault, record, index);
      if (!raw.ok) return raw;
      return pool.decode(encodedFrameOf(header, frames, raw.value), options);
    },
    async tables(record) {
      const opened = await vault.open(record.identity);
      if (!opened.ok) return null;
      try {
        const file = await openDicom(opened.value);
        if (!file.ok) return null;
        const tables = readGreyTables(file.value);
        return tables.ok ? tables.value : null;
      } finally {
        await opened.value.close();
      }
    },
  };
}

async function readRawFrame(vault: Vault, record: InstanceRecord, index: number): Promise<Result<RawFrame>> {
  if (record.pixels === null) return fail('NO_PIXELS');
  const { frames } = record.pixels;
  if (frames.inflated) {
    const bytes = await vault.read(record.identity);
    if (!bytes.ok) return bytes;
    const file = parseDicom(bytes.value);
    return file.ok ? frameBytes(frames, file.value.bytes, index) : file;
  }
  const opened = await vault.open(record.identity);
  if (!opened.ok) return opened;
  try {
    return await readFrame(frames, opened.value, index);
  } finally {
    await opened.value.close();
  }
}
