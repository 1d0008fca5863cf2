import BetterSqlite3 from 'better-sqlite3';

/** One connection of better-sqlite3. */
export type Connection = BetterSqlite3.Database;

/** How long a writer waits for another process before it gives up with `LIBRARY_BUSY`. */
export const busyTimeoutMs = 20_000;

/**
 * Opens one keyed connection (SQLite3 Multiple Ciphers, ChaCha20-Poly1305 per page, raw 32-byte key: no derivation is
 * needed for a random key). Throws SQLite's own errors; a wrong key shows as `SQLITE_NOTADB` on the first read.
 */
export function openConnection(
  path: string,
  key: Uint8Array,
  options: {
    readonly create: boolean;
    /** Looks at the database before anything can write to it; throws to refuse. */
    readonly inspect?: (connection: Connection) => void;
  },
): Connection {
  const connection = new BetterSqlite3(path, { fileMustExist: !options.create, timeout: busyTimeoutMs });
  try {
    connection.pragma(`cipher='chacha20'`);
    connection.pragma(`key='raw:${Buffer.from(key).toString('hex')}'`);
    // Sorting and indexing may spill: in memory, never into a clear temporary file.
    connection.pragma('temp_store=MEMORY');
    connection.pragma('schema_version');
    options.inspect?.(connection);
    connection.pragma('journal_mode=WAL');
    // This build's WAL default is NORMAL, which loses commits at power loss.
    connection.pragma('synchronous=FULL');
    connection.pragma('foreign_keys=ON');
    connection.pragma('trusted_schema=OFF');
    connection.pragma('secure_delete=FAST');
    connection.pragma('cache_size=-32000');
    connection.pragma('journal_size_limit=67108864');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
