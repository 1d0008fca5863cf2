import type { CustomScheme } from 'electron/main';

export const appScheme = 'axial';

/** Where the page lives. Everything that is not below it is foreign. */
export const appOrigin = `${appScheme}://app`;

/** Address that a window loads. */
export const startUrl = `${appOrigin}/`;

/**
 * What the scheme may do, for `protocol.registerSchemesAsPrivileged` before the app is ready.
 * `standard` gives it an origin (and so 'self' in the CSP, storage, modules, workers), `secure` a secure context
 * (SharedArrayBuffer, WebGPU), `supportFetchAPI` and `stream` large answers that arrive in parts, `codeCache` compiled code kept.
 * It can not bypass the CSP, has no service workers, no CORS and no extensions.
 */
export const schemeDeclaration: CustomScheme = {
  scheme: appScheme,
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    codeCache: true,
    bypassCSP: false,
    corsEnabled: false,
    allowServiceWorkers: false,
    allowExtensions: false,
  },
};

/** Whether an address belongs to the page's own origin, exactly: scheme, host, no port, no user. */
export function isOwnUrl(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return (
    url.protocol === `${appScheme}:` &&
    url.host === 'app' &&
    url.username === '' &&
    url.password === '' &&
    address.toLowerCase().startsWith(`${appOrigin}/`)
  );
}
