import { join } from 'node:path';
import { hmac } from './derive.ts';
import { identityBytes } from './identity.ts';
import type { TenantKeys } from './tenantKeys.ts';
import type { Identity } from './vault.ts';

const shardLabel = Buffer.from('shard\0');

/** Where things lie in a library's folder; the same below a cloud prefix. */
export interface Layout {
  readonly objects: string;
  readonly temporary: string;
  /** 32 bytes: what an object is called. HMAC of its identity, so that a name tells nothing of the content. */
  nameOf(identity: Identity): Uint8Array;
  /**
   * Three hex digits: the folder of a patient's objects. All of one patient lie together, so that a group of writes
   * fsyncs one folder; 4096 folders keep 20 million objects at 5,000 a folder.
   */
  shardOf(patientId: string): string;
  pathOf(shard: string, name: Uint8Array): string;
}

export function layoutOf(dir: string, keys: TenantKeys): Layout {
  const objects = join(dir, 'objects');
  return {
    objects,
    temporary: join(dir, 'tmp'),
    nameOf: (identity) => hmac(keys.of('names'), identityBytes(identity)),
    shardOf: (patientId) =>
      Buffer.from(hmac(keys.of('names'), shardLabel, Buffer.from(patientId)))
        .toString('hex')
        .slice(0, 3),
    pathOf: (shard, name) => join(objects, shard, Buffer.from(name).toString('hex')),
  };
}
