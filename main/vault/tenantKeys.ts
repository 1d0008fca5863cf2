import { raise } from '../domain/failure.ts';
import { derive, noSalt } from './derive.ts';

/** Everything that hangs on the tenant key has a key of its own (FORMAT.md, "Keys"). */
const purposes = {
  database: 'axial/database/1',
  names: 'axial/names/1',
  patientKeys: 'axial/patient-keys/1',
  audit: 'axial/audit/1',
  library: 'axial/library/1',
} as const;

export type KeyPurpose = keyof typeof purposes;

/** The open key set of a tenant, in memory only. */
export interface TenantKeys {
  readonly tenantId: string;
  /** 16 bytes: names the tenant key in headers and wrappings. */
  readonly keyId: Uint8Array;
  /** The 32-byte key of a purpose. Do not keep or change it: it is zeroed by `destroy`. Throws `LIBRARY_LOCKED` then. */
  of(purpose: KeyPurpose): Uint8Array;
  /** A copy of the tenant key itself, to be wrapped anew; the caller zeroes it. */
  copySecret(): Uint8Array;
  /** Zeroes every key. */
  destroy(): void;
}

/** Takes over `secret` (32 random bytes): it is zeroed by `destroy`. */
export function tenantKeysFrom(identity: {
  readonly tenantId: string;
  readonly keyId: Uint8Array;
  readonly secret: Uint8Array;
}): TenantKeys {
  const { tenantId, keyId, secret } = identity;
  if (secret.length !== 32 || keyId.length !== 16) throw new RangeError('not a tenant key');
  const derived = new Map<KeyPurpose, Uint8Array>();
  let destroyed = false;
  const check = (): void => {
    if (destroyed) raise('LIBRARY_LOCKED');
  };
  return {
    tenantId,
    keyId,
    of: (purpose) => {
      check();
      const known = derived.get(purpose);
      if (known !== undefined) return known;
      const key = derive(secret, noSalt, purposes[purpose]);
      derived.set(purpose, key);
      return key;
    },
    copySecret: () => {
      check();
      return Uint8Array.from(secret);
    },
    destroy: () => {
      destroyed = true;
      secret.fill(0);
      for (const key of derived.values()) key.fill(0);
      derived.clear();
    },
  };
}
