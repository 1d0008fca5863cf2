import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron/main';
import { eventNames } from '../../../preload/contract/events.ts';
import { isCallName, type CallName } from '../../../preload/contract/contract.ts';
import { callChannel, eventChannel } from '../../../preload/contract/channels.ts';
import { fail, type Result } from '../../domain/failure.ts';
import { isOwnUrl } from './origin.ts';

export type PageCall = (name: CallName, input: unknown) => Promise<Result<unknown>>;

/**
 * The one IPC channel that pages can use. Only a page of ours, in the main frame of a window that we opened, is heard
 * (a frame inside it, a page elsewhere, a window we do not know is answered INVALID_INPUT), and only names of the
 * contract go further. Never rejects: an exception would carry a stack into the page.
 */
export function listenToPages(
  ipcMain: Pick<IpcMain, 'handle'>,
  options: {
    readonly isOurs: (contents: WebContents) => boolean;
    readonly call: PageCall;
  },
): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isTrustedSender(event) || !options.isOurs(event.sender)) return fail('INVALID_INPUT');
    if (typeof name !== 'string' || !isCallName(name)) {
      return fail('INVALID_INPUT', 'There is no call of that name.');
    }
    try {
      return await options.call(name, input);
    } catch {
      return fail('INTERNAL');
    }
  });
}

function isTrustedSender({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url);
}

/** Sends one event of the services to every window of ours that still shows our page. */
export function tellPages(
  contents: readonly Pick<WebContents, 'send' | 'isDestroyed' | 'getURL'>[],
  name: string,
  payload: unknown,
): void {
  if (!(eventNames as readonly string[]).includes(name)) return;
  for (const page of contents) {
    if (!page.isDestroyed() && isOwnUrl(page.getURL())) page.send(eventChannel, name, payload);
  }
}
