import { resolve } from 'node:path';
import { fail, succeed } from '../../../domain/failure.ts';
import { restoreLibrary } from '../../../library/restore.ts';
import { libraryFolder } from '../../libraryFolder.ts';
import { UsageError, type Command } from '../command.ts';
import { withLibrary } from '../openLibraryForCommand.ts';

export const libraryInit: Command = {
  name: 'library init',
  operands: '',
  summary: 'Makes a library: encrypted, with AXIAL_PASSPHRASE, and a recovery key that is shown once.',
  count: [0, 0],
  options: { 'recovery-key-out': { type: 'string' } },
  run: (invocation) =>
    withLibrary(invocation, { create: true }, async ({ library, created }) => {
      const { id: libraryId, tenantId, deviceId } = library;
      if (!created) return fail('LIBRARY_FOLDER_NOT_EMPTY', 'There is a library in this folder already.');
      return succeed({
        kind: 'value',
        value: { libraryId, tenantId, deviceId },
        text: `Library ${libraryId} in ${library.dir}\n`,
      });
    }),
};

export const libraryDigest: Command = {
  name: 'library digest',
  operands: '',
  summary: 'One number for the whole logical state; equal in libraries that have synced all changes.',
  count: [0, 0],
  run: (invocation) =>
    withLibrary(invocation, { create: false }, async ({ library }) => {
      const sha256 = library.digest();
      return succeed({ kind: 'value', value: { sha256 }, text: `${sha256}\n` });
    }),
};

export const verify: Command = {
  name: 'verify',
  operands: '',
  summary: 'Reads every object and says what is missing or damaged.',
  count: [0, 0],
  run: (invocation) =>
    withLibrary(invocation, { create: false }, async ({ library }) => {
      const report = await library.verify({
        signal: invocation.signal,
        onProgress: (done, total) => invocation.progress(`verified ${done} of ${total} objects`),
      });
      const { objects, orphans } = report;
      const [missing, corrupt] = [report.missing.length, report.corrupt.length];
      return succeed({
        kind: 'value',
        value: { objects, missing, corrupt, orphans },
        text: `${objects} objects, ${missing} missing, ${corrupt} damaged, ${orphans} leftovers\n`,
        status: missing + corrupt > 0 ? 1 : 0,
      });
    }),
};

export const auditVerify: Command = {
  name: 'audit verify',
  operands: '',
  summary: 'Walks the audit log and says where it was changed.',
  count: [0, 0],
  run: (invocation) =>
    withLibrary(invocation, { create: false }, async ({ library }) => {
      const { entries, firstBroken } = library.audit.verify();
      return succeed({
        kind: 'value',
        value: { entries, firstBroken },
        text: firstBroken === null ? `${entries} entries, unbroken\n` : `broken at entry ${firstBroken}\n`,
        status: firstBroken === null ? 0 : 1,
      });
    }),
};

export const backup: Command = {
  name: 'backup',
  operands: '',
  summary: 'Writes the whole library to one file, encrypted as it is stored.',
  count: [0, 0],
  options: { out: { type: 'string' } },
  run: (invocation) => {
    const { out } = invocation.options;
    if (typeof out !== 'string') throw new UsageError('Use: axial backup --out FILE');
    return withLibrary(invocation, { create: false }, async ({ library }) => {
      const written = await library.backup(resolve(out), {
        signal: invocation.signal,
        onProgress: (done, total) =>
          invocation.progress(`wrote ${Math.round((100 * done) / Math.max(1, total))} %`),
      });
      if (!written.ok) return written;
      const { objects, bytes } = written.value;
      return succeed({
        kind: 'value',
        value: { objects, bytes },
        text: `${objects} objects, ${bytes} bytes\n`,
      });
    });
  },
};

export const restore: Command = {
  name: 'restore',
  operands: 'FILE',
  summary: 'Makes a library again from a backup, in a folder that is empty.',
  count: [1, 1],
  run: async (invocation) => {
    const [file = ''] = invocation.operands;
    const restored = await restoreLibrary({
      dir: libraryFolder(invocation.global.library),
      file: resolve(file),
      files: invocation.ports.files,
      signal: invocation.signal,
      onProgress: (done, total) =>
        invocation.progress(`read ${Math.round((100 * done) / Math.max(1, total))} %`),
    });
    if (!restored.ok) return restored;
    const { objects, bytes } = restored.value;
    return succeed({ kind: 'value', value: { objects, bytes }, text: `${objects} objects restored\n` });
  },
};
