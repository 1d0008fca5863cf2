#!/usr/bin/env node
// The command `axial`: hands over to main.ts under Node 24.
import { fileURLToPath } from 'node:url';
import { runUnderNode24 } from '../node24.mjs';

await runUnderNode24(fileURLToPath(new URL('./main.ts', import.meta.url)), process.argv.slice(2));
