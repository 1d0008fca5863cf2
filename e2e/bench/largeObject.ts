import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import process from 'node:process';
import { createServices } from '../../main/services.ts';
import { unwrap } from '../../main/domain/failure.ts';
import { noSecrets } from '../../main/ports/secrets.ts';
import { nodePorts } from '../../main/shells/nodePorts.ts';
import { elementsOf, typed } from '../../main/dicom/elementsOf.ts';
import { writeDicom } from '../../main/dicom/writeDicom.ts';
import { parseBytesUrl } from '../../preload/contract/bytes.ts';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/contract.ts';
import type { BenchResult } from './row.ts';

const [rows, columns, frames] = [512, 512, 4096];
const frameBytes = rows * columns * 2;
const limitMs = 50;
const limitBytes = 64 * 1024 ** 2;

/** One frame of a generated 2 GB multi-frame object: time of a frame nobody asked for before, and memory while it is read. */
export async function largeObjectBench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'axial-bench-large-'));
  const services = createServices({
    ...nodePorts(),
    libraryDir: join(folder, 'library'),
    settingsDir: folder,
    secrets: noSecrets('A bench has no keyring.'),
    shell: 'in-process',
    decoders: 2,
  });
  const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> =>
    unwrap(await services.call(name, input)) as CallOutput<N>;
  try {
    const file = join(folder, 'large.dcm');
    await writeLargeObject(file);
    await services.start(null);
    await call('library.create', { passphrase: 'a passphrase for a bench', userName: 'bench' });
    const imported = new Promise<void>((resolve) => {
      services.on('job.changed', (job) => {
        if (job.state === 'done') resolve();
      });
    });
    await call('import.start', { paths: [file] });
    await imported;
    const { rows: studies } = await call('worklist.search', {
      query: '',
      filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
      sort: { by: 'importedAt', descending: true },
      offset: 0,
      limit: 1,
    });
    const { series } = await call('study.get', { studyKey: studies[0]?.studyKey ?? '' });
    const view = await call('series.open', { seriesKey: series[0]?.seriesKey ?? '' });
    const addresses = (view.stacks[0]?.frames ?? []).map(({ url }) => url);

    const beforeBytes = process.memoryUsage().rss;
    let mostBytes = 0;
    const timesMs: number[] = [];
    for (let index = 0; index < 50; index += 1) {
      const route = parseBytesUrl(addresses[(index * 997) % addresses.length] ?? '');
      if (route === null) throw new Error('the series gives no address');
      const startedMs = performance.now();
      const answer = unwrap(await services.readBytes(route, { signal: new AbortController().signal }));
      timesMs.push(performance.now() - startedMs);
      if (answer.sizeBytes !== frameBytes) throw new Error('a frame has the wrong size');
      mostBytes = Math.max(mostBytes, process.memoryUsage().rss - beforeBytes);
    }
    const medianMs = timesMs.toSorted((a, b) => a - b)[25] ?? Infinity;
    return {
      kind: 'rows',
      rows: [
        {
          what: 'one frame of a 2 GB object',
          ours: `${medianMs.toFixed(1)} ms (median of 50)`,
          peer: `limit ${limitMs} ms`,
          ratio: limitMs / medianMs,
          wanted: 1,
        },
        {
          what: 'extra memory while reading 50 such frames',
          ours: `${(mostBytes / 1024 ** 2).toFixed(0)} MiB`,
          peer: 'limit 64 MiB',
          ratio: limitBytes / Math.max(1, mostBytes),
          wanted: 1,
        },
      ],
    };
  } finally {
    await services.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The header as our writer makes it for one frame, with the length of the pixel data of all of them behind it. */
async function writeLargeObject(path: string): Promise<void> {
  const one = writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.7.3',
    sopInstanceUid: '2.25.991',
    elements: elementsOf({
      StudyInstanceUID: '2.25.992',
      SeriesInstanceUID: '2.25.993',
      PatientID: 'BENCH-1',
      PatientName: 'Bench^Large',
      Modality: 'OT',
      NumberOfFrames: String(frames),
      Rows: rows,
      Columns: columns,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 0,
      PixelData: typed('OW', new Uint8Array(frameBytes)),
    }),
  });
  const header = Buffer.from(one.subarray(0, one.length - frameBytes));
  header.writeUInt32LE(frameBytes * frames, header.length - 4);
  const stream = createWriteStream(path);
  stream.write(header);
  const frame = new Uint16Array(rows * columns);
  for (let index = 0; index < frames; index += 1) {
    for (let pixel = 0; pixel < frame.length; pixel += 7) frame[pixel] = (pixel * 31 + index * 17) & 0xfff;
    if (!stream.write(Buffer.from(new Uint8Array(frame.buffer)))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}
