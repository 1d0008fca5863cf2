import { expect, it } from 'vitest';
import { checkFileId } from './fileId.ts';

it.each([
  [['IMG', 'IM000001'], 'path'],
  [['img', 'a-long-name.dcm'], 'path'],
  [['..', '..', 'ETC', 'PASSWD'], 'path-escapes'],
  [['IMG', '.'], 'path-escapes'],
  [['IMG/../../x'], 'path-escapes'],
  [['/etc', 'passwd'], 'path-absolute'],
  [['', 'etc'], 'path-absolute'],
  [['C:', 'WINDOWS'], 'path-absolute'],
  [['\\\\server', 'share'], 'path-absolute'],
  [['a/b'], 'path-invalid'],
  [['a\0b'], 'path-invalid'],
  [['a', ''], 'path-invalid'],
  [['file:stream'], 'path-invalid'],
  [[], 'path-invalid'],
] as const)('judges %j as %s', (components, kind) => {
  expect(checkFileId(components).kind).toBe(kind);
});
