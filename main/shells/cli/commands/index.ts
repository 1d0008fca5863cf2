import type { Command } from '../command.ts';
import { decode } from './decode.ts';

/** Every command there is, in the order of the help. */
export const commands: readonly Command[] = [decode];
