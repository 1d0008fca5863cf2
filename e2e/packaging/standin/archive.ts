import { readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** An entry of the archive's own directory. */
interface ArchiveNode {
  readonly files?: Readonly<Record<string, ArchiveNode>>;
  readonly size?: number;
  /** Bytes from the end of the directory, as text. */
  readonly offset?: string;
  /** The file lies in `app.asar.unpacked` beside the archive. */
  readonly unpacked?: boolean;
}

export type ArchiveEntry =
  | { readonly kind: 'folder'; readonly names: readonly string[] }
  | { readonly kind: 'packed'; readonly sizeBytes: number; read(): Buffer<ArrayBuffer> }
  | { readonly kind: 'unpacked'; readonly sizeBytes: number; readonly path: string };

/** A packed program, read as Electron reads it: from the archive's directory, byte ranges of one file. */
export interface Archive {
  readonly path: string;
  /** What lies at an absolute path inside the archive; null where nothing does, undefined for a path outside it. */
  entry(path: string): ArchiveEntry | null | undefined;
}

/** Opens an asar archive: a pickle of lengths, the directory as JSON, then the files. */
export function openArchive(path: string): Archive {
  const bytes = readFileSync(path);
  const directoryBytes = bytes.readUInt32LE(12);
  const root = JSON.parse(bytes.toString('utf8', 16, 16 + directoryBytes)) as ArchiveNode;
  const bodyStart = 8 + bytes.readUInt32LE(4);
  return {
    path,
    entry(wanted) {
      if (wanted !== path && !wanted.startsWith(path + sep)) return undefined;
      const inside = wanted
        .slice(path.length + 1)
        .split(sep)
        .join(posix.sep);
      let node: ArchiveNode | undefined = root;
      for (const part of inside === '' ? [] : inside.split('/')) {
        node = node.files !== undefined && Object.hasOwn(node.files, part) ? node.files[part] : undefined;
        if (node === undefined) return null;
      }
      if (node.files !== undefined) return { kind: 'folder', names: Object.keys(node.files) };
      const sizeBytes = node.size ?? 0;
      if (node.unpacked === true) {
        return { kind: 'unpacked', sizeBytes, path: join(`${path}.unpacked`, ...inside.split('/')) };
      }
      const start = bodyStart + Number(node.offset);
      return { kind: 'packed', sizeBytes, read: () => Buffer.from(bytes.subarray(start, start + sizeBytes)) };
    },
  };
}
