import process from 'node:process';
import { nodePorts } from '../nodePorts.ts';
import { runProcess } from './runProcess.ts';

process.exitCode = await runProcess({ args: process.argv.slice(2), ports: nodePorts() });
