import process from 'node:process';
import { probeCapabilities } from './capabilities.ts';
import { capabilityTable, missingInCi } from './capabilityTable.ts';
import { runSteps } from './steps.ts';

/**
 * `npm test`: everything that this machine can prove. Prints its capabilities first; a suite whose capability is absent is
 * not collected. With CI=true an absent one is a failure (GPU and Electron binary excepted).
 */
const capabilities = probeCapabilities();
process.stderr.write(capabilityTable(capabilities));
const missing = process.env['CI'] === 'true' ? missingInCi(capabilities) : [];
if (missing.length > 0) {
  process.stderr.write(`CI needs: ${missing.map(({ name }) => name).join(', ')}\n`);
  process.exitCode = 1;
} else {
  process.exitCode = await runSteps([
    { name: 'native kernels', command: ['node', 'native/build.ts'] },
    { name: 'page', command: ['vite', 'build', '--logLevel', 'warn'] },
    { name: 'check', command: ['node', 'e2e/check.ts'] },
    { name: 'journeys', command: ['vitest', 'run', '--project', 'e2e'] },
  ]);
}
