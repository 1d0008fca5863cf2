import type { CommandLine } from 'electron/main';

/** What Chromium would otherwise do by itself over the network, or write about what it showed. */
const disabledFeatures = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
  'SpareRendererForSitePerProcess',
];

/** Chromium switches of the app, set before it is ready. */
export function applySwitches(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-breakpad');
  commandLine.appendSwitch('no-pings');
  commandLine.appendSwitch('no-proxy-server');
  commandLine.appendSwitch('disable-features', disabledFeatures.join(','));
  // WebRTC would open sockets and name local addresses; no page of ours uses it.
  commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}
