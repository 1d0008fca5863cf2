import type { Command } from '../command.ts';
import { decode } from './decode.ts';
import { auditVerify, backup, libraryDigest, libraryInit, restore, verify } from './libraryCommands.ts';
import { segment } from './segment.ts';
import { serve } from './serve.ts';
import { exportCommand, importCommand, remove, studies } from './studyCommands.ts';

/** Every command there is, in the order of the help. */
export const commands: readonly Command[] = [
  libraryInit,
  libraryDigest,
  importCommand,
  studies,
  exportCommand,
  remove,
  backup,
  restore,
  verify,
  decode,
  segment,
  auditVerify,
  serve,
];
