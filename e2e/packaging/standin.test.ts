import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fusesOfConfiguration, fusesOfExecutable, wantedFuses } from './fuses.ts';
import { makeStandinElectron } from './standinFolder.ts';
import { openArchive } from './standin/archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'axial-standin-'));
const archive = join(folder, 'resources', 'app.asar');

/** A program that uses what ours uses of a packed program: each line of its report is one way of reading. */
const program = `
import { readFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { readFile, open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { app } from 'electron/main';
import { inner } from 'some-package/inner';
import text from './data.json' with { type: 'json' };

const here = (name) => new URL(name, import.meta.url);
const report = {};
report.args = process.argv.slice(1);
report.packed = app.isPackaged;
report.inner = inner;
report.json = text.value;
report.required = createRequire(import.meta.url)('some-package');
report.resolved = createRequire(import.meta.url).resolve('some-package/package.json').endsWith('app.asar/node_modules/some-package/package.json');
report.read = readFileSync(here('./data.json'), 'utf8').length;
report.readLater = (await readFile(here('./data.json'))).length;
report.size = statSync(here('./data.json')).size;
report.listed = readdirSync(here('.')).includes('data.json');
report.unpacked = readFileSync(here('./native.node'), 'utf8');
report.absent = existsSync(here('./absent.json'));
const handle = await open(here('./data.json'));
report.opened = (await handle.read({ position: 2, length: 5 })).buffer.subarray(0, 5).toString();
await handle.close();
const refused = async (attempt) => { try { await attempt(); return 'worked'; } catch (error) { return error.code ?? error.message; } };
report.outside = await refused(() => import('vitest'));
report.written = await refused(() => writeFileSync(here('./new.txt'), 'x'));
report.native = await refused(() => process.dlopen({ exports: {} }, new URL('./inside.node', import.meta.url).pathname));
report.thread = await new Promise((resolve) => new Worker(here('./thread.js')).once('message', resolve));
process.stdout.write(JSON.stringify(report));
app.whenReady().then(() => app.exit(7));
`;

beforeAll(async () => {
  await makeStandinElectron(folder, '45.0.0');
  const source = join(folder, 'source');
  const inPackage = join(source, 'node_modules', 'some-package');
  mkdirSync(inPackage, { recursive: true });
  writeFileSync(join(source, 'package.json'), '{"type":"module","main":"main.js"}');
  writeFileSync(join(source, 'main.js'), program);
  writeFileSync(join(source, 'data.json'), '{"value":42}');
  writeFileSync(join(source, 'native.node'), 'beside');
  writeFileSync(join(source, 'inside.node'), 'inside');
  writeFileSync(
    join(source, 'thread.js'),
    "import { parentPort } from 'node:worker_threads'; import { inner } from 'some-package/inner'; parentPort.postMessage(inner);",
  );
  writeFileSync(
    join(inPackage, 'package.json'),
    '{"name":"some-package","main":"./outer.js","exports":{".":{"import":"./outer.mjs","require":"./outer.js"},"./inner":"./lib/inner.mjs","./package.json":"./package.json"}}',
  );
  mkdirSync(join(inPackage, 'lib'));
  writeFileSync(join(inPackage, 'lib', 'inner.mjs'), 'export const inner = "inner";');
  writeFileSync(join(inPackage, 'outer.js'), 'module.exports = "required";');
  await createPackageWithOptions(source, archive, { unpack: '**/native.node' });
  rmSync(source, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the stand-in for Electron', () => {
  it('runs a packed program as Electron does: every way of reading works, nothing outside is found', () => {
    const run = spawnSync(join(folder, 'electron'), ['one', '--two'], { encoding: 'utf8', timeout: 20_000 });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout) as unknown).toEqual({
      args: ['one', '--two'],
      packed: true,
      inner: 'inner',
      json: 42,
      required: 'required',
      resolved: true,
      read: 12,
      readLater: 12,
      size: 12,
      listed: true,
      unpacked: 'beside',
      absent: false,
      opened: 'value',
      outside: 'MODULE_NOT_FOUND',
      written: 'ENOTDIR',
      native: expect.stringContaining('inside the archive') as string,
      thread: 'inner',
    });
    expect(run.status).toBe(7);
  });

  it('carries fuses that are set and read back as in a real one', async () => {
    const executable = join(folder, 'electron');
    expect(fusesOfConfiguration()).toEqual(wantedFuses);
    expect((await fusesOfExecutable(executable))['runAsNode']).toBe(true);
    await flipFuses(executable, {
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
    });
    expect(await fusesOfExecutable(executable)).toMatchObject({
      runAsNode: false,
      onlyLoadAppFromAsar: true,
    });
  });

  it('reads the directory of an archive as it was written', () => {
    const opened = openArchive(archive);
    expect(opened.entry('/elsewhere')).toBeUndefined();
    expect(opened.entry(join(archive, 'absent'))).toBeNull();
    expect(opened.entry(join(archive, 'constructor'))).toBeNull();
    expect(opened.entry(archive)?.kind).toBe('folder');
    const data = opened.entry(join(archive, 'data.json'));
    expect(data?.kind === 'packed' ? data.read().toString() : '').toBe('{"value":42}');
    expect(opened.entry(join(archive, 'native.node'))).toMatchObject({
      kind: 'unpacked',
      path: join(`${archive}.unpacked`, 'native.node'),
    });
  });
});
