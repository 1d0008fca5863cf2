import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** Every fuse of the packed program by its name in electron-builder.yml. True: on. */
export const wantedFuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

export type FuseName = keyof typeof wantedFuses;

const options: Readonly<Record<FuseName, FuseV1Options>> = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

const root = join(import.meta.dirname, '..', '..');

/** What electron-builder.yml says of each fuse: the block `electronFuses`. A value that is missing is null. */
export function fusesOfConfiguration(
  text: string = readFileSync(join(root, 'electron-builder.yml'), 'utf8'),
): Readonly<Record<string, boolean | null>> {
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? '';
  return Object.fromEntries(
    Object.keys(options).map((name) => {
      const value = new RegExp(`^  ${name}: (true|false)$`, 'm').exec(block)?.[1];
      return [name, value === undefined ? null : value === 'true'];
    }),
  );
}

/** What a packed executable has, read from the wire inside it. Throws where it has none. */
export async function fusesOfExecutable(path: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = (await getCurrentFuseWire(path)) as unknown as Readonly<Record<number, number>>;
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, wire[option] === '1'.charCodeAt(0)]),
  );
}
