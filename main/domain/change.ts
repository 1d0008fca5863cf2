import type { JsonValue } from './json.ts';

/** What a change is about. `id` is a key of the library or a UID, never a name. */
export interface ResourceRef {
  /** For instance `study`, `finding`, `user`, `patient-key`. */
  readonly kind: string;
  readonly id: string;
}

/** A write that syncs, as its author states it; the change log adds device, number, version vector, time and hash. */
export interface ChangeDraft {
  readonly resource: ResourceRef;
  /** A verb of the resource's kind: `add`, `remove`, `restore`, `set-status`. */
  readonly operation: string;
  /** Version of the body's shape; raised when an older reader would misread it. */
  readonly schema: number;
  /** What a device without this change needs to repeat it. */
  readonly body: JsonValue;
  /** Id of the user who acts; null for the program itself. */
  readonly actor: string | null;
}
