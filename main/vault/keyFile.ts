import { z } from 'zod';
import { canonicalJson } from '../domain/json.ts';
import type { Secrets } from '../ports/secrets.ts';
import { derive, noSalt } from './derive.ts';
import {
  passphraseSealSchema,
  sealWithPassphrase,
  unsealWithPassphrase,
  type ScryptCost,
} from './passphrase.ts';
import { seal, unseal } from './seal.ts';
import { tenantKeysFrom, type TenantKeys } from './tenantKeys.ts';

const hex = z.string().regex(/^[0-9a-f]+$/);

const common = {
  format: z.literal('axial-key'),
  version: z.literal(1),
  tenantId: z.uuid(),
  /** Names the tenant key that is wrapped here. */
  tenantKeyId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Names this wrapping; also in its file name. */
  id: z.uuid(),
  createdMs: z.int(),
};

/** One wrapping of the tenant key: a file of its own in `keys/`, so that processes never overwrite one another's. */
export const keyFileSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('passphrase'),
    /** Whose passphrase; a user id. */
    userId: z.uuid(),
    passphrase: passphraseSealSchema,
  }),
  z.strictObject({ ...common, kind: z.literal('recovery'), sealed: hex }),
  z.strictObject({
    ...common,
    kind: z.literal('secrets'),
    /** The kind that the Secrets port gives: `os-keyring`. */
    protection: z.string(),
    wrapped: hex,
  }),
]);

export type KeyFile = z.infer<typeof keyFileSchema>;

/** What every wrapping of one tenant key has in common. */
export interface WrapTarget {
  readonly tenant: TenantKeys;
  readonly id: string;
  readonly createdMs: number;
}

export async function wrapByPassphrase(
  target: WrapTarget,
  by: { readonly userId: string; readonly passphrase: string; readonly cost: ScryptCost },
): Promise<KeyFile> {
  const head = { ...headOf(target), kind: 'passphrase', userId: by.userId } as const;
  const secret = target.tenant.copySecret();
  const passphrase = await sealWithPassphrase({
    secret,
    passphrase: by.passphrase,
    cost: by.cost,
    associated: contextOf(head),
  });
  secret.fill(0);
  return { ...head, passphrase };
}

export function wrapByRecovery(target: WrapTarget, recoverySecret: Uint8Array): KeyFile {
  const head = { ...headOf(target), kind: 'recovery' } as const;
  const secret = target.tenant.copySecret();
  const sealed = seal(recoveryWrapKey(recoverySecret), secret, contextOf(head));
  secret.fill(0);
  return { ...head, sealed: Buffer.from(sealed).toString('hex') };
}

export async function wrapBySecrets(target: WrapTarget, secrets: Secrets): Promise<KeyFile> {
  const secret = target.tenant.copySecret();
  const wrapped = await secrets.protect(secret);
  secret.fill(0);
  return {
    ...headOf(target),
    kind: 'secrets',
    protection: secrets.kind,
    wrapped: Buffer.from(wrapped).toString('hex'),
  };
}

/** What can open a library. Those that are absent are not tried. */
export interface Openers {
  readonly passphrase?: string;
  readonly recoverySecret?: Uint8Array;
  readonly secrets?: Secrets;
}

/** The tenant's keys, where one of the openers fits this wrapping; null where none does. */
export async function unwrapKeyFile(file: KeyFile, openers: Openers): Promise<TenantKeys | null> {
  const secret = await secretOf(file, openers);
  if (secret?.length !== 32) return null;
  return tenantKeysFrom({
    tenantId: file.tenantId,
    keyId: Buffer.from(file.tenantKeyId, 'hex'),
    secret: Uint8Array.from(secret),
  });
}

async function secretOf(file: KeyFile, openers: Openers): Promise<Uint8Array | null> {
  switch (file.kind) {
    case 'passphrase': {
      const { passphrase: seal1, ...head } = file;
      if (openers.passphrase === undefined) return null;
      return unsealWithPassphrase({
        seal: seal1,
        passphrase: openers.passphrase,
        associated: contextOf(head),
      });
    }
    case 'recovery': {
      const { sealed, ...head } = file;
      if (openers.recoverySecret === undefined) return null;
      return unseal(recoveryWrapKey(openers.recoverySecret), Buffer.from(sealed, 'hex'), contextOf(head));
    }
    case 'secrets': {
      const { secrets } = openers;
      if (secrets === undefined || !secrets.available || secrets.kind !== file.protection) return null;
      // A keyring of another user or machine refuses: then this wrapping is not ours.
      return secrets.unprotect(Buffer.from(file.wrapped, 'hex')).catch(() => null);
    }
  }
}

type Head = Omit<Extract<KeyFile, { kind: 'recovery' }>, 'sealed' | 'kind'>;

function headOf(target: WrapTarget): Head {
  return {
    format: 'axial-key',
    version: 1,
    tenantId: target.tenant.tenantId,
    tenantKeyId: Buffer.from(target.tenant.keyId).toString('hex'),
    id: target.id,
    createdMs: target.createdMs,
  };
}

function contextOf(head: Head & { readonly kind: string; readonly userId?: string }): Uint8Array {
  return Buffer.from(canonicalJson({ ...head }));
}

function recoveryWrapKey(recoverySecret: Uint8Array): Uint8Array {
  return derive(recoverySecret, noSalt, 'axial/recovery/1');
}
