import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** The library to use: the folder asked for, else AXIAL_LIBRARY, else the user's own place for data. Absolute. */
export function libraryFolder(asked: string | null): string {
  const chosen = asked ?? process.env['AXIAL_LIBRARY'];
  return chosen === undefined || chosen === '' ? ownFolder() : resolve(chosen);
}

function ownFolder(): string {
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Axial', 'library');
    case 'win32':
      return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Axial', 'library');
    default:
      return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'axial', 'library');
  }
}
