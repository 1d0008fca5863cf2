import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checkPackedCommands, checkPackedServices, checkPackedSmoke } from './packaging/packedCommands.ts';
import { fusesOfExecutable, wantedFuses } from './packaging/fuses.ts';
import { faultsOfPackage, packedFiles, sizesOfPackage } from './packaging/packedFiles.ts';
import { makeStandinElectron } from './packaging/standinFolder.ts';

/*
 * `npm run dist -- --dir`: builds, packs this platform's folder, reads the fuses and the file list back, and runs the packed
 * command line. Other arguments go to electron-builder (`--linux deb`). Where no Electron is to be had a stand-in is packed.
 */
const root = join(import.meta.dirname, '..');
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function run(title: string, script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  say(title);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${title} failed with status ${String(status)}`);
}

const programs: Readonly<Record<'linux' | 'darwin' | 'win32', string>> = {
  linux: 'electron',
  darwin: 'Electron.app',
  win32: 'electron.exe',
};
type Target = keyof typeof programs;

/** The platform that is packed for: the one asked for, else this one. */
function targetOf(args: readonly string[]): Target {
  if (args.some((argument) => /^(?:--win(?:dows)?|-w)$/.test(argument))) return 'win32';
  if (args.some((argument) => /^(?:--mac(?:os)?|-m)$/.test(argument))) return 'darwin';
  if (args.some((argument) => /^(?:--linux|-l)$/.test(argument))) return 'linux';
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}

/** The folder of a real Electron for a platform; null where there is none. */
function realElectron(target: Target): string | null {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules', 'electron', 'dist');
  return existsSync(join(folder, programs[target])) ? folder : null;
}

async function dist(args: readonly string[]): Promise<boolean> {
  const target = targetOf(args);
  run('Kernels', 'native/build.ts', []);
  run('Build', 'main/shells/build.ts', []);

  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ) as {
    version: string;
  };
  const scratch = mkdtempSync(join(tmpdir(), 'axial-dist-'));
  try {
    const real = realElectron(target);
    if (real === null && target !== 'linux') {
      throw new Error(
        `There is no Electron for ${target} here (ELECTRON_OVERRIDE_DIST_PATH); only Linux has a stand-in.`,
      );
    }
    if (real === null) {
      say(
        'No Electron binary here: packing a stand-in that runs the archive in Node (no windows, no pages, no sandbox).',
      );
      await makeStandinElectron(join(scratch, 'electron'), version);
    }
    const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const options = [
      '--config',
      'electron-builder.yml',
      '--publish=never',
      ...(args.length === 0 ? ['--dir'] : args),
      `-c.electronVersion=${version}`,
      `-c.electronDist=${real ?? join(scratch, 'electron')}`,
    ];
    run('Pack', builder, options, { AXIAL_TARGET: target });
    if (target !== 'linux' || process.platform !== 'linux') return true;
    return await checkPacked(join(root, 'dist', 'packed', 'linux-unpacked'), real === null);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function checkPacked(packed: string, isStandin: boolean): Promise<boolean> {
  const files = packedFiles(join(packed, 'resources', 'app.asar'));
  say(
    `\nPacked: ${files.length} files, ${megabytes(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))}`,
  );
  for (const { part, sizeBytes } of sizesOfPackage(files).slice(0, 16))
    say(`  ${megabytes(sizeBytes).padStart(9)}  ${part}`);
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  const faults = [...faultsOfPackage(files, Object.keys(devDependencies))];

  const fuses = await fusesOfExecutable(join(packed, 'axial'));
  for (const [name, wanted] of Object.entries(wantedFuses)) {
    if (fuses[name] !== wanted) faults.push(`the fuse ${name} is ${String(fuses[name])}`);
  }
  say(
    `\nFuses: ${Object.entries(fuses)
      .map(([name, on]) => `${name} ${on ? 'on' : 'off'}`)
      .join(', ')}`,
  );

  say('\nThe packed command line');
  const checks = [
    ...(await checkPackedCommands(packed, join(packed, 'resources', 'sample'))),
    await (isStandin ? checkPackedServices(packed) : checkPackedSmoke(packed)),
  ];
  for (const { name, ms, fault, detail } of checks) {
    const verdict = fault === null ? 'ok    ' : 'FAILED';
    say(`  ${verdict} ${name.padEnd(14)} ${String(ms).padStart(6)} ms  ${fault ?? detail}`);
    if (fault !== null) faults.push(`${name}: ${fault}`);
  }
  for (const fault of faults.slice(0, 40)) say(`FAULT ${fault}`);
  return faults.length === 0;
}

function megabytes(sizeBytes: number): string {
  return `${(sizeBytes / (1 << 20)).toFixed(1)} MB`;
}

process.exitCode = (await dist(process.argv.slice(2))) ? 0 : 1;
