import { defineConfig } from 'vitest/config';
import { probeCapabilities } from './e2e/capabilities.ts';

const absent = probeCapabilities().filter((capability) => capability.found === null);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{main,preload,renderer,native}/**/*.test.ts', 'e2e/layers.test.ts'],
          exclude: ['**/node_modules/**', ...absent.map(({ name }) => `**/*.${name}.test.ts`)],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
    ],
  },
});
