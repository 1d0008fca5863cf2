/**
 * Replaces each view that shows only a part of its buffer by a copy of that part, in plain objects and arrays.
 * A structured clone of a view carries its *whole* buffer: a frame cut out of a 2 GB file would take the file along,
 * and a pooled Buffer the neighbours' bytes. What needs no change is returned as it is.
 */
export function compactViews(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return isWhole(value) ? value : copyOf(value);
  if (Array.isArray(value)) {
    const items = value.map(compactViews);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value);
  const compacted = entries.map(([key, item]) => [key, compactViews(item)] as const);
  return compacted.every(([, item], index) => item === entries[index]?.[1])
    ? value
    : Object.fromEntries(compacted);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isWhole(view: ArrayBufferView): boolean {
  return view.buffer instanceof ArrayBuffer && view.byteLength === view.buffer.byteLength;
}

/** A copy of the view's own bytes, of the same element type; a Buffer becomes a Uint8Array, as it does on arrival. */
function copyOf(view: ArrayBufferView): ArrayBufferView {
  const bytes = new Uint8Array(view.byteLength);
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  if (view instanceof Uint8Array) return bytes;
  const Type = view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView;
  return new Type(bytes.buffer);
}
