import type { Result } from '../domain/failure.ts';
import { fail } from '../domain/failure.ts';
export function writeBackup(
  _parts: object,
  _out: string,
  _how: object,
): Promise<Result<{ readonly objects: number; readonly bytes: number }>> {
  return Promise.resolve(fail('INTERNAL'));
}
