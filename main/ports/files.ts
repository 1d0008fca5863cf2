/**
 * The file system below a library. Every durable write goes through it, so that a double can take away what was not
 * fsynced. Paths are absolute. Methods reject with the system's own error (`code`: ENOENT, ENOSPC, EROFS, EIO ..);
 * `fileFailure` turns those into failures.
 */
export interface Files {
  /** `create` makes a new file and fails with EEXIST where there is one. */
  open(path: string, mode: 'read' | 'create' | 'append'): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array>;
  /** Null where there is nothing of that name. Links are not followed. */
  stat(path: string): Promise<FileStat | null>;
  /** The same answer at once, for use inside a database transaction. */
  statSync(path: string): FileStat | null;
  /** Entries in byte order of their names; empty where the folder is absent. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** Makes a folder, its parents too. */
  makeFolder(path: string): Promise<void>;
  /** Atomic; replaces what is there. Lasts once the folder is fsynced. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  removeSync(path: string): void;
  /** Removes a folder with all that is in it; nothing happens where it is absent. */
  removeFolder(path: string): Promise<void>;
  /** Makes the entries of a folder (new, renamed, removed files) survive power loss. */
  syncFolder(path: string): Promise<void>;
  space(path: string): Promise<DiskSpace>;
  /** What kind of file system holds a path; looks at the nearest parent that exists. */
  volumeKind(path: string): Promise<VolumeKind>;
}

export interface OpenFile {
  /** Writes all parts one after another, at `position` in bytes or at the end of what was written so far. */
  write(parts: readonly Uint8Array[], position?: number): Promise<void>;
  /** Fills `target` from `position` on; the count is smaller only at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  size(): Promise<number>;
  /** Makes the content survive power loss. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileStat {
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: FileStat['kind'];
}

export interface DiskSpace {
  /** Usable by this user. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** `network`: locks and renames are not to be trusted; `unsafe`: FAT and its kin, without them; `name` as the system says. */
export interface VolumeKind {
  readonly kind: 'local' | 'network' | 'unsafe';
  readonly name: string;
}
