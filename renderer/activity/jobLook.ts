import { Ban, CircleAlert, CircleCheck, Clock, LoaderCircle, Pause } from 'lucide-react';
import type { Job } from '../../preload/contract/import.ts';
import type { LucideIcon, Tone } from '../ui/index.ts';

/** The sign of each state of a job. */
export const jobIcons: Readonly<Record<Job['state'], LucideIcon>> = {
  waiting: Clock,
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  cancelled: Ban,
  interrupted: Pause,
};

export const jobTones: Readonly<Record<Job['state'], Tone>> = {
  waiting: 'neutral',
  running: 'accent',
  done: 'verified',
  failed: 'critical',
  cancelled: 'neutral',
  interrupted: 'attention',
};
