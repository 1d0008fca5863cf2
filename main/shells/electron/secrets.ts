import type { SafeStorage } from 'electron/main';
import type { Secrets } from '../../ports/secrets.ts';
import { createPendingAnswers } from './pendingAnswers.ts';
import type { FromServices, SecretOutcome, SecretsFacts } from './messages.ts';

export type KeyringStorage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * The Secrets port over safeStorage; only the main process has it. Bytes travel as base64, as safeStorage takes strings.
 * Without a real keyring (`basic_text` on Linux means a password that is the same on every machine) it is not available:
 * the library is then opened by its passphrase alone.
 */
export async function keyringSecrets(
  storage: KeyringStorage,
  platform: NodeJS.Platform = process.platform,
): Promise<Secrets> {
  const facts = await keyringFacts(storage, platform);
  const refuse = (): Promise<never> => Promise.reject(new Error(facts.reason ?? 'No keyring.'));
  if (!facts.available) return { ...facts, protect: refuse, unprotect: refuse };
  return {
    ...facts,
    async protect(plain) {
      return Uint8Array.from(await storage.encryptStringAsync(Buffer.from(plain).toString('base64')));
    },
    async unprotect(wrapped) {
      const { result } = await storage.decryptStringAsync(Buffer.from(wrapped));
      return Uint8Array.from(Buffer.from(result, 'base64'));
    },
  };
}

async function keyringFacts(storage: KeyringStorage, platform: NodeJS.Platform): Promise<SecretsFacts> {
  const kind = 'os-keyring';
  const absent = (reason: string): SecretsFacts => ({ available: false, reason, kind });
  if (platform === 'linux') {
    const backend = storage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') {
      return absent('This desktop offers no keyring (gnome-keyring or KWallet).');
    }
  }
  const available = await storage.isAsyncEncryptionAvailable().catch(() => false);
  return available
    ? { available, reason: null, kind }
    : absent('The keyring of this system is locked or not set up.');
}

/** Does one operation for the services. Never rejects. */
export async function answerSecret(
  secrets: Secrets,
  operation: 'protect' | 'unprotect',
  bytes: Uint8Array,
): Promise<SecretOutcome> {
  try {
    return { ok: true, bytes: await secrets[operation](bytes) };
  } catch {
    // The keyring's own words could hold what it was asked to keep.
    return { ok: false, message: 'The keyring of this system refused.' };
  }
}

/** The Secrets port inside the services: asks the main process. */
export interface RemoteSecrets extends Secrets {
  answered(id: number, outcome: SecretOutcome): void;
}

export function createRemoteSecrets(
  facts: SecretsFacts,
  tell: (message: FromServices) => void,
): RemoteSecrets {
  const pending = createPendingAnswers<SecretOutcome>();
  const ask = async (operation: 'protect' | 'unprotect', bytes: Uint8Array): Promise<Uint8Array> => {
    if (!facts.available) throw new Error(facts.reason ?? 'No keyring.');
    const { id, answer } = pending.ask();
    tell({ kind: 'secret', id, operation, bytes: Uint8Array.from(bytes) });
    const outcome = await answer;
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.bytes;
  };
  return {
    ...facts,
    protect: (plain) => ask('protect', plain),
    unprotect: (wrapped) => ask('unprotect', wrapped),
    answered: (id, outcome) => pending.settle(id, outcome),
  };
}
