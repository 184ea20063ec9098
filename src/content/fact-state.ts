/** Whether a person may state a fact plainly to a citizen on a day, and why not. */
import type { Day } from '../day.ts';
import { disclosure, isKnown, type Provenance, standing } from '../sourced.ts';

export type StatementState =
  /** May be stated plainly. */
  | 'current'
  /** Nobody has confirmed it, or its sources are weak or disagree. */
  | 'unverified'
  | 'ended'
  | 'upcoming'
  /** Not meant for citizens. */
  | 'hidden'
  /** Nothing of that name had been announced. */
  | 'unknown';

export function statementState(item: Provenance | undefined, on: Day): StatementState {
  if (item === undefined || !isKnown(item, on)) return 'unknown';
  if (item.publish === false) return 'hidden';
  const state = standing(item, on);
  if (state === 'ended' || state === 'presumed-ended') return 'ended';
  if (state === 'upcoming') return 'upcoming';
  return disclosure(item, on) === 'plain' ? 'current' : 'unverified';
}
