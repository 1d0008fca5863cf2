import { readFile, realpath, statfs } from 'node:fs/promises';
import type { VolumeKind } from './files.ts';

const networkNames =
  /^(nfs|nfs4|cifs|smb|smb2|smb3|smbfs|afpfs|webdav|davfs|davfs2|fuse\.(sshfs|rclone|davfs2?|s3fs|gvfsd-fuse|glusterfs|cephfs|smbnetfs)|9p|afs|ceph|glusterfs|ncpfs|lustre|ocfs2|gfs2|beegfs|prl_fs|vboxsf|vmhgfs|fuse\.vmhgfs-fuse)$/;
const unsafeNames = /^(vfat|msdos|fat|fat32|exfat|fuse\.exfat|hfs|iso9660|udf)$/;

/** Magic numbers of statfs(2) for systems without /proc/mounts (macOS gives its own numbers: see below). */
const magicNames: Readonly<Record<number, string>> = {
  0x6969: 'nfs',
  0x517b: 'smb',
  0xfe534d42: 'smb2',
  0xff534d42: 'cifs',
  0x4d44: 'msdos',
  0x2011bab0: 'exfat',
  0x65735546: 'fuse',
  0x01021997: '9p',
  0x00c36400: 'ceph',
};

/** Sorts a file system's name, as /proc/mounts spells it, into what a library may lie on. */
export function sortVolume(name: string): VolumeKind {
  if (networkNames.test(name)) return { kind: 'network', name };
  if (unsafeNames.test(name)) return { kind: 'unsafe', name };
  return { kind: 'local', name };
}

/**
 * The file system's name for a path from the text of /proc/mounts: the longest mount point that holds it, the last one
 * where several lie on one another. Null where none does.
 */
export function mountOf(mounts: string, path: string): string | null {
  let best: { readonly point: string; readonly name: string } | null = null;
  for (const line of mounts.split('\n')) {
    const [, point, name] = line.split(' ');
    if (point === undefined || name === undefined) continue;
    const plain = point.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    const holds = path === plain || path.startsWith(plain.endsWith('/') ? plain : `${plain}/`);
    if (holds && (best === null || plain.length >= best.point.length)) best = { point: plain, name };
  }
  return best?.name ?? null;
}

/** What holds an existing path: /proc/mounts on Linux, a UNC path on Windows, else the number that statfs gives. */
export async function volumeKindOf(path: string): Promise<VolumeKind> {
  const real = await realpath(path);
  if (process.platform === 'win32') {
    return real.startsWith('\\\\') ? { kind: 'network', name: 'unc' } : { kind: 'local', name: 'windows' };
  }
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => null);
  const mounted = mounts === null ? null : mountOf(mounts, real);
  if (mounted !== null) return sortVolume(mounted);
  const { type } = await statfs(real);
  return sortVolume(process.platform === 'linux' ? (magicNames[type] ?? `statfs-${type}`) : `statfs-${type}`);
}
