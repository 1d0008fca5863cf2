import type { Capability } from './capabilities.ts';

/** The table that a test run prints first: what is here, and what is not tested without it. */
export function capabilityTable(capabilities: readonly Capability[]): string {
  const width = Math.max(...capabilities.map(({ name }) => name.length));
  const lines = capabilities.map(({ name, found, needFor }) =>
    found === null
      ? `  ${name.padEnd(width)}  absent: ${needFor} not tested`
      : `  ${name.padEnd(width)}  present`,
  );
  return ['Test capabilities of this machine:', ...lines, ''].join('\n');
}

/** What has to be there under CI=true and is not. */
export function missingInCi(capabilities: readonly Capability[]): readonly Capability[] {
  return capabilities.filter(({ found, requiredInCi }) => requiredInCi && found === null);
}
