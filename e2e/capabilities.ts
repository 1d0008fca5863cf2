import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../main/shells/loopback/browser.ts';

/** What a machine may or may not have. Suites name what they need in their file name: `x.shared.test.ts`. */
export const capabilityNames = [
  'chromium',
  'dcmtk',
  'dicom3tools',
  'orthanc',
  'compiler',
  'shared',
  'python',
  'electron',
  'gpu',
] as const;

export type CapabilityName = (typeof capabilityNames)[number];

export interface Capability {
  readonly name: CapabilityName;
  /** Path or version of what was found; null where it is absent. */
  readonly found: string | null;
  /** What is not tested without it. */
  readonly needFor: string;
  /** Whether CI=true turns its absence into a failure. */
  readonly requiredInCi: boolean;
}

const root = join(import.meta.dirname, '..');

/** Folder of real test data beside the project; never part of it. */
export const sharedFolder = join(root, '..', 'shared');

/** Folder of the Python environment that holds the independent reference libraries. */
export const pythonFolder = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'axial',
  'python',
);

/** Path of a program on PATH or in /usr/sbin; null where there is none. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

function allPrograms(names: readonly string[]): string | null {
  const paths = names.map(findProgram);
  return paths.every((path) => path !== null) ? (paths[0] ?? null) : null;
}

function pythonWithReferences(): string | null {
  const python = join(pythonFolder, 'bin', 'python');
  if (!existsSync(python)) return null;
  return spawnSync(python, ['-c', 'import pydicom, numpy']).status === 0 ? python : null;
}

function electronBinary(): string | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = override ?? join(root, 'node_modules', 'electron', 'dist');
  const path = join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
  return existsSync(path) ? path : null;
}

/** Probes once; cheap enough to call from a test configuration. */
export function probeCapabilities(): readonly Capability[] {
  const of = (
    name: CapabilityName,
    found: string | null,
    needFor: string,
    requiredInCi = true,
  ): Capability => ({
    name,
    found,
    needFor,
    requiredInCi,
  });
  return [
    of('chromium', findBrowser(), 'journeys in a real browser'),
    of('dcmtk', allPrograms(['dcmdump', 'dcmconv', 'storescu']), 'comparison with DCMTK'),
    of('dicom3tools', allPrograms(['dciodvfy']), 'conformance of the objects we write'),
    of('orthanc', allPrograms(['Orthanc']), 'round trips through a real PACS'),
    of('compiler', allPrograms(['c++']), 'native kernels'),
    of(
      'shared',
      existsSync(join(sharedFolder, 'data', 'dev')) ? sharedFolder : null,
      'the set of real images',
    ),
    of('python', pythonWithReferences(), 'comparison with pydicom and scikit-image'),
    of('electron', electronBinary(), 'journeys in Electron', false),
    of('gpu', existsSync('/dev/dri/renderD128') ? '/dev/dri/renderD128' : null, 'GPU rendering', false),
  ];
}
