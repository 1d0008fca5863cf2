import { availableParallelism } from 'node:os';
import { succeed } from '../../../domain/failure.ts';
import type { JsonValue } from '../../../domain/json.ts';
import { createDecoderPool } from '../../../pixels/decoderPool.ts';
import { decodeReport, type DecodeLine } from '../../../pixels/decodeReport.ts';
import { UsageError, type Command, type LineOutput } from '../command.ts';

export const decode: Command = {
  name: 'decode',
  operands: 'PATH...',
  summary: 'Decodes one frame of every file and tells its values. Needs no library.',
  count: [1, 100_000],
  options: { frame: { type: 'string' } },
  run: ({ operands, options, ports, signal }) => {
    const frame = frameNumber(options['frame']);
    const size = Math.max(2, availableParallelism());
    const pool = createDecoderPool({ processes: ports.processes, size });
    async function* lines(): AsyncGenerator<LineOutput, number> {
      let [taken, failed] = [0, 0];
      try {
        for await (const line of decodeReport(operands, { pool, frame, concurrency: size * 2, signal })) {
          taken += 1;
          if ('error' in line) failed += 1;
          yield { value: line as unknown as JsonValue, text: textOf(line) };
        }
      } finally {
        pool.close();
      }
      return taken === 0 || failed === taken ? 1 : 0;
    }
    return Promise.resolve(succeed({ kind: 'lines', lines: lines() }));
  },
};

function frameNumber(text: string | boolean | undefined): number {
  if (text === undefined) return 0;
  if (typeof text !== 'string' || !/^\d{1,9}$/.test(text))
    throw new UsageError('--frame takes a number from 0.');
  return Number(text);
}

function textOf(line: DecodeLine): string {
  if ('error' in line) return `${line.file}\n  ${line.error.message} (${line.error.code})\n`;
  const { file, rows, columns, samplesPerPixel, min, max, mean, int32Sha256 } = line;
  return `${file}\n  ${columns} x ${rows} x ${samplesPerPixel}  min ${min}  max ${max}  mean ${mean}  ${int32Sha256}\n`;
}
