/**
 * Where the library's key is wrapped for this user on this machine.
 * The Electron shell backs it with safeStorage; the command line with AXIAL_PASSPHRASE.
 */
export interface Secrets {
  /** Whether `protect` can be used, and in words why not. */
  readonly available: boolean;
  readonly reason: string | null;
  /** A name for the kind of protection, recorded beside what it protected: `os-keyring`. */
  readonly kind: string;
  protect(plain: Uint8Array): Promise<Uint8Array>;
  unprotect(wrapped: Uint8Array): Promise<Uint8Array>;
}

/** For shells without a keyring: everything goes by passphrase. */
export function noSecrets(reason: string): Secrets {
  const refuse = (): Promise<Uint8Array> => Promise.reject(new Error(reason));
  return { available: false, reason, kind: 'none', protect: refuse, unprotect: refuse };
}
