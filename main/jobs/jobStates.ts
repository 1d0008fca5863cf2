import type { JobState } from './jobs.ts';

/** What can happen to a job. */
export type JobEvent = 'start' | 'cancel' | 'succeed' | 'fail' | 'stop';

/**
 * Where each event leads; what is not in the table does not happen. `start` on a running job is the take-over of one whose
 * process died. `stop` is the end that `cancel` asked for.
 */
const transitions: Readonly<Record<JobState, Partial<Readonly<Record<JobEvent, JobState>>>>> = {
  queued: { start: 'running', cancel: 'cancelled' },
  running: { start: 'running', cancel: 'cancelling', succeed: 'succeeded', fail: 'failed' },
  // Work that was done before it noticed counts as done.
  cancelling: { stop: 'cancelled', succeed: 'succeeded', fail: 'failed' },
  succeeded: {},
  failed: {},
  cancelled: {},
};

/** The state after an event; null where the event does not apply. */
export function nextState(state: JobState, event: JobEvent): JobState | null {
  return transitions[state][event] ?? null;
}

/** Whether nothing more can happen. */
export function isEnded(state: JobState): boolean {
  return Object.keys(transitions[state]).length === 0;
}
