/** A dropped file with its place inside what was dropped. */
export interface WalkedFile {
  /** `scan/series-1/0001`, never absolute. */
  readonly path: string;
  readonly file: File;
}

/** All files below dropped entries, folders included, in the order of the file system. Unreadable ones are left out. */
export async function walkEntries(entries: readonly FileSystemEntry[]): Promise<readonly WalkedFile[]> {
  const found: WalkedFile[] = [];
  for (const entry of entries) {
    if (isFile(entry)) {
      const file = await readFile(entry);
      if (file !== null) found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    } else if (isFolder(entry)) {
      found.push(...(await walkEntries(await readFolder(entry))));
    }
  }
  return found;
}

/** The entries of a drop. Has to be called inside the drop event: the browser empties the list after it. */
export function entriesOf(items: DataTransferItemList): readonly FileSystemEntry[] {
  return [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function readFile(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => {
    entry.file(resolve, () => resolve(null));
  });
}

/** A reader hands out at most a hundred entries at a time, and none when it is done. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}
