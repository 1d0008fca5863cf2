import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { makeFolders } from '../ports/makeFolders.ts';

/** A JSON value as the contract types it. */
type JsonValue = z.core.util.JSONType;

/**
 * Preferences of this user on this machine: language, presets, keys. No patient data, never synced, readable while the
 * library is locked.
 */
export interface Preferences {
  /** Null where it was never set. */
  get(key: string): Promise<JsonValue | null>;
  set(key: string, value: JsonValue): Promise<void>;
}

/** Kept in one JSON file; one that cannot be read counts as empty. */
export function filePreferences(path: string): Preferences {
  let loaded: Promise<Record<string, JsonValue>> | null = null;
  let writing: Promise<void> = Promise.resolve();
  const load = (): Promise<Record<string, JsonValue>> =>
    (loaded ??= readFile(path, 'utf8').then(
      (text) => parseObject(text),
      () => ({}),
    ));
  return {
    async get(key) {
      const values = await load();
      return Object.hasOwn(values, key) ? (values[key] ?? null) : null;
    },
    async set(key, value) {
      const values = await load();
      values[key] = value;
      writing = writing.catch(() => undefined).then(() => replaceFile(path, JSON.stringify(values, null, 2)));
      await writing;
    },
  };
}

/** For tests and for libraries that leave nothing behind. */
export function memoryPreferences(): Preferences {
  const values = new Map<string, JsonValue>();
  return {
    get: (key) => Promise.resolve(values.get(key) ?? null),
    set: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

function parseObject(text: string): Record<string, JsonValue> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, JsonValue>)
      : {};
  } catch {
    return {};
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  await makeFolders(dirname(path), 0o700);
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
