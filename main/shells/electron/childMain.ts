import process from 'node:process';
import { joinParent } from './childEntry.ts';

// Entry of every child process of the packed app: thin, as nothing in it can be tested without Electron.
joinParent({
  parentPort: process.parentPort,
  process,
  load: (entry) => import(entry),
  exit: (code) => process.exit(code),
});
