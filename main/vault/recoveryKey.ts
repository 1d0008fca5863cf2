import { createHash, randomBytes } from 'node:crypto';
import { fail, succeed, type Result } from '../domain/failure.ts';

/** Crockford's base 32: no I, L, O, U, so that it can be read out and typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secretBytes = 20;
const checkCharacters = 4;
const characters = (secretBytes * 8) / 5 + checkCharacters;

/** 20 random bytes: 160 bits, beyond guessing without a slow derivation. */
export function newRecoverySecret(): Uint8Array {
  return randomBytes(secretBytes);
}

/** The text that a person keeps: 36 characters in nine groups of four, the last group a checksum. */
export function spellRecoveryKey(secret: Uint8Array): string {
  if (secret.length !== secretBytes) throw new RangeError('not a recovery secret');
  return (base32(secret) + checkOf(secret)).replace(/.{4}(?=.)/g, '$&-');
}

/**
 * The 20 bytes that a text spells. Case, spaces and hyphens do not matter; O reads as 0, I and L as 1.
 * `RECOVERY_KEY_INVALID` where a character is wrong or missing.
 */
export function readRecoveryKey(text: string): Result<Uint8Array> {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (plain.length !== characters) return fail('RECOVERY_KEY_INVALID');
  let bits = 0n;
  for (const character of plain.slice(0, -checkCharacters)) {
    const value = alphabet.indexOf(character);
    if (value < 0) return fail('RECOVERY_KEY_INVALID');
    bits = (bits << 5n) | BigInt(value);
  }
  const secret = Buffer.from(bits.toString(16).padStart(secretBytes * 2, '0'), 'hex');
  if (checkOf(secret) !== plain.slice(-checkCharacters)) return fail('RECOVERY_KEY_INVALID');
  return succeed(secret);
}

function base32(bytes: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let at = 0; at < (bytes.length * 8) / 5; at += 1) {
    text = (alphabet[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return text;
}

/** The first 20 bits of SHA-256 over a label and the secret. */
function checkOf(secret: Uint8Array): string {
  const hash = createHash('sha256').update('axial recovery key\0').update(secret).digest();
  return base32(hash.subarray(0, 5)).slice(0, checkCharacters);
}
