import { defineConfig } from 'vitest/config';
import { probeCapabilities } from './e2e/capabilities.ts';

const absent = probeCapabilities().filter((capability) => capability.found === null);
const absentSuites = absent.map(({ name }) => `**/*.${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{main,preload,renderer,native}/**/*.test.ts',
            'e2e/layers.test.ts',
            'e2e/packaging/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', ...absentSuites],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/{journeys,services}/**/*.test.ts', 'e2e/*.test.ts'],
          exclude: ['e2e/layers.test.ts', ...absentSuites],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
