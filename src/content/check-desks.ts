/** Checks of desks and their hours. */
import type { Day } from '../day.ts';
import { type DeskContent, deskOf } from './desk.ts';
import type { Operator } from './operator.ts';
import type { Report } from './problems.ts';

/** An operator at work has listed the holidays of this year or the next, or people wait in vain. */
export function checkHolidays({ isSample, holidays }: Operator, on: Day, report: Report): void {
  const year = on.slice(0, 4);
  if (isSample || holidays.some(({ to }) => to >= year)) return;
  report(['holidays'], `no holiday of ${year} or later is listed`, 'warning');
}

/** Settings of a desk that does not exist would silently do nothing. */
export function checkDesks(content: DeskContent, report: Report): void {
  for (const id of Object.keys(content.desks.desks)) {
    if (deskOf(content, id) === undefined) report(['desks', id], `no such desk: "${id}"`);
  }
}
