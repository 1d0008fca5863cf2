import type { Page } from 'playwright-core';

/** What the page itself can and cannot do, asked from inside it. The same in every shell. */
export interface PageSecurity {
  readonly isolated: boolean;
  readonly secureContext: boolean;
  /** Names of Node or Electron that the page can see. */
  readonly nodeNames: readonly string[];
  /** `blocked`, or what happened. */
  readonly evaluatedCode: string;
  readonly inlineScript: string;
  readonly foreignFetch: string;
  readonly foreignSocket: string;
  readonly foreignImage: string;
  readonly frame: string;
  readonly blobWorker: string;
  /** `denied` or `prompt` for each permission that a browser would ask for. */
  readonly permissions: Readonly<Record<string, string>>;
  /** Keys in local storage, cookies that scripts see. */
  readonly stored: number;
  /** Directives of the policy that stopped something: it was the policy, not an absent network. */
  readonly violated: readonly string[];
}

const directives = ['script-src', 'script-src-elem', 'connect-src', 'img-src', 'frame-src', 'worker-src'];

/** Tries what an attacker would try who got markup or a script into the page. Leaves the page as it was. */
export function probePageSecurity(page: Page): Promise<PageSecurity> {
  return page.evaluate(async () => {
    const outcome = async (attempt: () => Promise<string>): Promise<string> => {
      try {
        return await attempt();
      } catch {
        return 'blocked';
      }
    };
    const appended = (element: HTMLElement, worked: () => boolean): Promise<string> =>
      new Promise((resolve) => {
        document.body.append(element);
        setTimeout(() => {
          resolve(worked() ? 'ran' : 'blocked');
          element.remove();
        }, 300);
      });
    const flags = globalThis as unknown as Record<string, unknown>;
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineScriptRan = true';
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    const violated = new Set<string>();
    const note = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
      violated.add(effectiveDirective);
    };
    document.addEventListener('securitypolicyviolation', note);
    const frameResult = await appended(frame, () => !violated.has('frame-src'));
    const permissions: Record<string, string> = {};
    for (const name of ['geolocation', 'camera', 'microphone', 'notifications', 'midi']) {
      permissions[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'denied',
      );
    }
    const found = {
      isolated: crossOriginIsolated,
      secureContext: isSecureContext,
      nodeNames: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
        (name) => name in flags,
      ),
      // oxlint-disable-next-line typescript/no-implied-eval -- what must not work
      evaluatedCode: await outcome(() => Promise.resolve(String(new Function('return "ran"')()))),
      inlineScript: await appended(script, () => flags['inlineScriptRan'] === true),
      foreignFetch: await outcome(() => fetch('https://example.com/').then(() => 'answered')),
      foreignSocket: await outcome(
        () =>
          new Promise((resolve) => {
            const socket = new WebSocket('wss://example.com/');
            socket.addEventListener('open', () => resolve('opened'));
            socket.addEventListener('error', () => resolve('blocked'));
          }),
      ),
      foreignImage: await outcome(
        () =>
          new Promise((resolve) => {
            const image = new Image();
            image.addEventListener('load', () => resolve('loaded'));
            image.addEventListener('error', () => resolve('blocked'));
            image.src = 'https://example.com/a.png';
          }),
      ),
      frame: frameResult,
      blobWorker: await outcome(
        () =>
          new Promise((resolve) => {
            const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("ran")'])));
            worker.addEventListener('message', () => resolve('ran'));
            worker.addEventListener('error', () => resolve('blocked'));
          }),
      ),
      permissions,
      stored: localStorage.length + (document.cookie === '' ? 0 : 1),
    };
    document.removeEventListener('securitypolicyviolation', note);
    return { ...found, violated: [...violated] };
  });
}

/** What is wrong with it: sentences, none where all is shut. */
export function faultsOfPageSecurity(found: PageSecurity): readonly string[] {
  const { isolated, secureContext, nodeNames, permissions, stored, violated, ...attempts } = found;
  return [
    ...(isolated ? [] : ['the page is not cross-origin isolated']),
    ...(secureContext ? [] : ['the page is no secure context']),
    ...nodeNames.map((name) => `the page sees ${name}`),
    ...Object.entries(attempts)
      .filter(([, result]) => result !== 'blocked')
      .map(([attempt, result]) => `${attempt}: ${result}`),
    ...Object.entries(permissions)
      .filter(([, state]) => state === 'granted')
      .map(([name]) => `the page holds the permission ${name}`),
    ...directives
      .filter((directive) => !violated.includes(directive))
      .map((directive) => `${directive} stopped nothing`),
    ...(stored === 0 ? [] : ['the page left something in the browser']),
  ];
}
