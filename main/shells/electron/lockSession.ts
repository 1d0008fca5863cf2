import type { Session } from 'electron/main';
import { appScheme, isOwnUrl } from './origin.ts';

/** The parts of a session that are shut. */
export type LockableSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
  | 'setCertificateVerifyProc'
  | 'setSpellCheckerEnabled'
  | 'setProxy'
  | 'on'
> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Permissions that a reading window has a use for; all are granted to our own pages only. */
const allowedPermissions: ReadonlySet<string> = new Set([
  'fullscreen',
  'automatic-fullscreen',
  'pointerLock',
  'clipboard-sanitized-write',
  'window-management',
]);

/** Schemes that never leave this machine: our own, and what our own page makes for itself (images, downloads). */
const localSchemes: ReadonlySet<string> = new Set([`${appScheme}:`, 'blob:', 'data:']);

/** Chromium's verdict for "reject", whatever the certificate says. */
const rejectCertificate = -2;

/**
 * Shuts a session: no network at all, no device, no permission beyond those of a picture on a screen, no certificate
 * accepted, no spelling service. Downloads are only ever blobs of our own page, and always ask where to.
 * `devTools`: whether the inspector's own pages may load (never in a packed app).
 */
export async function lockSession(
  session: LockableSession,
  options: { readonly devTools: boolean },
): Promise<void> {
  const allowed = (address: string): boolean => {
    const { protocol } = URL.parse(address) ?? { protocol: '' };
    return (
      (localSchemes.has(protocol) && (protocol !== `${appScheme}:` || isOwnUrl(address))) ||
      (options.devTools && protocol === 'devtools:')
    );
  };
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !allowed(url) });
  });
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl, isMainFrame }) => {
    callback(isMainFrame && isOwnUrl(requestingUrl) && allowedPermissions.has(permission));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      isOwnUrl(requestingOrigin.endsWith('/') ? requestingOrigin : `${requestingOrigin}/`) &&
      allowedPermissions.has(permission),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setCertificateVerifyProc((_request, callback) => callback(rejectCertificate));
  session.setSpellCheckerEnabled(false);
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('will-download', (event, item) => {
    if (!/^blob:axial:\/\/app\//i.test(item.getURL())) {
      event.preventDefault();
      return;
    }
    item.setSaveDialogOptions({ showsTagField: false, properties: ['showOverwriteConfirmation'] });
  });
  await session.setProxy({ mode: 'direct' });
}
