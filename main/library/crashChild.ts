/**
 * A process for crash tests: opens the library in argv[2] and stores objects until it is killed. Writes the identity of
 * each object to stdout once its commit has returned, and `ready` before the first.
 */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { unwrap } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import { openLibrary } from './openLibrary.ts';

const [dir = '', passphrase = '', count = '1000000'] = process.argv.slice(2);
const library = unwrap(await openLibrary({ dir, files: nodeFiles, clock: systemClock, passphrase }));
writeSync(1, 'ready\n');
for (let group = 0; group < Number(count); group += 1) {
  const batch = library.vault.batch();
  const patientId = `6f1c1f0a-52d3-5a7e-8a3e-${String(group % 7).padStart(12, '0')}`;
  const stored = await Promise.all(
    Array.from({ length: 8 }, () => batch.put({ patientId, bytes: randomBytes(20_000) })),
  );
  await batch.sync();
  library.db.write((tx) => {
    batch.record(tx);
    for (const { identity } of stored) {
      library.changes.append(tx, {
        resource: { kind: 'test', id: identity },
        operation: 'add',
        schema: 1,
        body: null,
        actor: null,
      });
    }
    const resource = { kind: 'test', id: String(group) };
    library.audit.record({ actor: null, action: 'study.import', resource, outcome: 'success' }, tx);
  });
  await batch.close();
  writeSync(1, stored.map(({ identity }) => `${identity}\n`).join(''));
}
await library.close();
