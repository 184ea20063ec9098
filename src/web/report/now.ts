/** What stands at the desks now, as the chief of the desk sees it. */

import { presentAgents } from '../../bot/handoff/presence.ts';
import type { Snapshot } from '../../content/content.ts';
import { deskOf, OWN_DESK } from '../../content/desk.ts';
import { inLocale } from '../../content/localized.ts';
import { holidayOn, isOpen, nextOpening } from '../../content/office-hours.ts';
import { vietnamDay } from '../../day.ts';
import { type DeskNow, desksAt, heldByEach } from '../../store/desk/now.ts';
import { exactly } from '../console/when.ts';
import type { ReportSource } from './page.ts';
import { countCell, minutesCell, type Words } from './table.ts';
import { deskName } from './tables-groups.ts';

type NowSource = Pick<ReportSource, 'bot' | 'content' | 'words' | 'now' | 'agents'>;

const NONE: Omit<DeskNow, 'desk'> = {
  waiting: 0,
  oldestWaiting: null,
  inHand: 0,
  overdue: 0,
  callbacks: 0,
  callbacksOverdue: 0,
};

/** The values of the page's own part. */
export async function nowPart({ bot, content, words, now, agents: oversees }: NowSource) {
  const [standing, agents, held] = await Promise.all([
    desksAt(bot.db, now.toISOString()),
    presentAgents(bot),
    heldByEach(bot.db),
  ]);
  const own = standing.some(({ desk }) => desk === OWN_DESK) ? [] : [{ desk: OWN_DESK, ...NONE }];
  return {
    asOf: words.say('report.as-of', { at: exactly(now) }),
    desks: [...own, ...standing]
      .sort((a, b) => Number(b.desk === OWN_DESK) - Number(a.desk === OWN_DESK))
      .map((desk) => ({
        ...deskRow(words, content, desk, now),
        href: oversees ? `/console/desk?view=all&desk=${encodeURIComponent(desk.desk)}` : null,
      })),
    agents: agents.map(({ id, name, available }) => ({
      name,
      available,
      inHand: countCell(words, held.get(id) ?? 0).text,
    })),
  };
}

function deskRow(words: Words, content: Snapshot, standing: DeskNow, now: Date) {
  const { desk, oldestWaiting, overdue, callbacksOverdue } = standing;
  const waited = oldestWaiting === null ? null : now.getTime() - Date.parse(oldestWaiting);
  return {
    name: deskName(words, content, desk),
    hours: hoursNow(words, content, desk, now),
    waiting: countCell(words, standing.waiting).text,
    oldest: minutesCell(words, waited === null ? null : Math.floor(waited / 60_000)).text,
    inHand: countCell(words, standing.inHand).text,
    overdue: { late: overdue > 0, text: countCell(words, overdue).text },
    callbacks: countCell(words, standing.callbacks).text,
    callbacksOverdue: {
      late: callbacksOverdue > 0,
      text: countCell(words, callbacksOverdue).text,
    },
  };
}

/** Whether the desk is open, and if not, why and until when. */
function hoursNow(words: Words, content: Snapshot, id: string, now: Date): string {
  const desk = deskOf(content, id);
  if (desk === undefined) return '';
  if (isOpen(desk.hours, now)) return words.say('report.now.open');
  const name = holidayOn(desk.hours, vietnamDay(now))?.name;
  const why = name === undefined ? '' : ` (${inLocale(name, words.locale)})`;
  const next = nextOpening(desk.hours, now);
  if (next === null) return words.say('report.now.no-hours') + why;
  return words.say('report.now.closed', { at: exactly(next) }) + why;
}
