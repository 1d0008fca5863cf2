import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Sends one file of the built page, `index.html` for `/`. Answers false where there is none:
 * unknown kinds of file and paths that leave the folder count as absent.
 */
export async function sendStaticFile(
  folder: string,
  urlPath: string,
  response: ServerResponse,
): Promise<boolean> {
  const relative = urlPath === '/' ? 'index.html' : normalize(decodeURIComponent(urlPath)).slice(1);
  const file = join(folder, relative);
  const contentType = contentTypes[extname(file)];
  if (!file.startsWith(folder + sep) || contentType === undefined) return false;
  const size = await stat(file).then(
    (entry) => (entry.isFile() ? entry.size : null),
    () => null,
  );
  if (size === null) return false;
  response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': size });
  await pipeline(createReadStream(file), response);
  return true;
}
