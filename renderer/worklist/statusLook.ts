import { Circle, CircleCheck, CircleDot, FileCheck } from 'lucide-react';
import type { StudyStatus } from '../../preload/contract/catalog.ts';
import type { LucideIcon } from '../ui/index.ts';

/** In the order of the work. */
export const statuses: readonly StudyStatus[] = ['unread', 'reading', 'reviewed', 'reported'];

/** Shape first, colour second: each state is told apart without colour. */
export const statusIcons: Readonly<Record<StudyStatus, LucideIcon>> = {
  unread: Circle,
  reading: CircleDot,
  reviewed: CircleCheck,
  reported: FileCheck,
};
