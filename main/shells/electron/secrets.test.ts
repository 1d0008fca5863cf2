import { describe, expect, it } from 'vitest';
import { answerSecret, createRemoteSecrets, keyringSecrets } from './secrets.ts';
import { fakeElectron } from './testing/fakeElectron.ts';

const storage = fakeElectron().parts.safeStorage;
const key = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);

describe('the keyring', () => {
  it('gives back what it wrapped, byte for byte', async () => {
    const secrets = await keyringSecrets(storage, 'darwin');
    expect(secrets).toMatchObject({ available: true, reason: null, kind: 'os-keyring' });
    const wrapped = await secrets.protect(key);
    expect(wrapped).not.toEqual(key);
    expect(await secrets.unprotect(wrapped)).toEqual(key);
  });

  it('is refused where Linux has only a password that every machine shares', async () => {
    const weak = { ...storage, getSelectedStorageBackend: () => 'basic_text' as const };
    const secrets = await keyringSecrets(weak, 'linux');
    expect(secrets.available).toBe(false);
    expect(secrets.reason).toContain('keyring');
    await expect(secrets.protect(key)).rejects.toThrow('keyring');
  });

  it('is not available while it is locked or fails', async () => {
    const locked = { ...storage, isAsyncEncryptionAvailable: () => Promise.reject(new Error('no bus')) };
    expect((await keyringSecrets(locked, 'linux')).available).toBe(false);
  });

  it('is reached from the services through the main process, and only the outcome comes back', async () => {
    const secrets = await keyringSecrets(storage, 'win32');
    const facts = { available: secrets.available, reason: secrets.reason, kind: secrets.kind };
    const remote = createRemoteSecrets(facts, (message) => {
      if (message.kind !== 'secret') return;
      const { id, operation, bytes } = message;
      void answerSecret(secrets, operation, bytes).then((outcome) => remote.answered(id, outcome));
    });
    expect(await remote.unprotect(await remote.protect(key))).toEqual(key);
  });

  it('does not repeat the words of a keyring that failed', async () => {
    const failing = {
      ...storage,
      decryptStringAsync: () => Promise.reject(new Error('could not decrypt SECRET')),
    };
    const outcome = await answerSecret(await keyringSecrets(failing, 'win32'), 'unprotect', key);
    expect(outcome).toEqual({ ok: false, message: 'The keyring of this system refused.' });
  });
});
