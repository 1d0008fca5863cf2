/** Structured diagnostics. Patient data never goes in: ids and codes only. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Writes one JSON line per event at or above `level`. */
export function lineLogger(write: (line: string) => void, level: LogLevel = 'info'): Logger {
  const at =
    (own: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (order.indexOf(own) >= order.indexOf(level)) {
        write(`${JSON.stringify({ level: own, event, ...fields })}\n`);
      }
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const silentLogger: Logger = lineLogger(() => undefined, 'error');
