// Plain JavaScript on purpose: it must run on whatever Node a machine has.
// Checks for Node 24 and otherwise hands over to the project's own.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const needed = 24;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Path of the Node that npm installed beside us; null where there is none for this platform. */
function ownNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const names = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
    .map((name) => join(root, 'node_modules', name, 'bin'))
    .concat(join(root, 'node_modules', '.bin'));
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return names.map((folder) => join(folder, file)).find((path) => existsSync(path)) ?? null;
}

/** Runs a module of the project under Node 24 with the arguments given. */
export async function runUnderNode24(entry, args) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= needed) {
    process.argv = [process.argv[0], entry, ...args];
    module.enableCompileCache?.(join(cacheFolder(), 'compiled'));
    await import(pathToFileURL(entry).href);
    return;
  }
  const node = process.env.AXIAL_REEXECUTED === '1' ? null : ownNode();
  if (node === null) {
    const message = `Axial needs Node.js ${needed} or newer; this is ${process.versions.node}. Run "npm ci" in the project or install Node.js ${needed}.`;
    process.stderr.write(`${message}\n`);
    if (args.includes('--json')) {
      process.stdout.write(`${JSON.stringify({ error: { code: 'NODE_TOO_OLD', message } })}\n`);
    }
    process.exitCode = 1;
    return;
  }
  // The channel ends the child when this process is killed, so that no half of the pair lives on.
  const child = spawn(node, [fileURLToPath(import.meta.url), entry, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, AXIAL_REEXECUTED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 137);
  });
}

function cacheFolder() {
  if (process.platform === 'win32' && process.env.LOCALAPPDATA)
    return join(process.env.LOCALAPPDATA, 'Axial', 'Cache');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'axial');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.channel) {
    process.once('disconnect', () => process.exit(137));
    process.channel.unref();
  }
  const [, , entry, ...args] = process.argv;
  await runUnderNode24(join(root, entry.startsWith(root) ? entry.slice(root.length) : entry), args);
}
