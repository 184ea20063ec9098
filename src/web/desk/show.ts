/** Answers with the desk: who waits, and the conversation that was opened. */
import type { Request, Response } from 'express';
import { presentAgents } from '../../bot/handoff/presence.ts';
import { CHANNELS } from '../../message.ts';
import { boardCounts, boardTickets } from '../../store/desk/board.ts';
import type { StoredTicket } from '../../store/tickets.ts';
import { readDisplay } from '../chat/display.ts';
import { staffOf } from '../console/guard.ts';
import { shell } from '../console/shell.ts';
import { queryText } from '../http.ts';
import { sendZipped } from '../zip.ts';
import { desksFor, ownLimit } from './colleagues.ts';
import {
  agentOf,
  type DeskParts,
  type Remarks,
  type SeatedAgent,
  type Voice,
  voiceOf,
} from './context.ts';
import { type Filter, queryFor, queryOf, readFilter, viewsFor } from './filter.ts';
import { listedRow, type Row, tally } from './rows.ts';
import { openTicket } from './show-ticket.ts';
import { deskTexts, scriptTexts } from './texts.ts';

/** The desk with a ticket opened that they reach, or with none. */
export async function sendDesk(
  parts: DeskParts,
  req: Request,
  res: Response,
  { ticket, ...remarks }: Remarks & { readonly ticket?: StoredTicket } = {},
): Promise<void> {
  const agent = agentOf(staffOf(res));
  const voice = voiceOf(parts, readDisplay(req).locale);
  const filter = readFilter(req, agent);
  const opened = ticket && (await openTicket(parts, { req, agent, voice, ticket, remarks }));
  const board = await boardOf(parts, agent, filter, voice);
  const title = opened === undefined ? voice.say('desk.title') : opened.title;
  const page = {
    ...shell(parts, req, res, { section: 'desk', title }),
    ...board,
    d: deskTexts(voice),
    notice: remarks.notice ?? noticeIn(req, voice),
    alert: remarks.alert,
    open: opened ?? null,
    me: agent.id,
    scriptTexts: scriptTexts(voice),
    styles: [`${parts.deskAssets}/desk.css`],
    scripts: [`${parts.deskAssets}/desk.js`],
  };
  await sendZipped(req, res, 'html', parts.render('desk/views/desk', page));
}

/** The left column by itself, for a page that has missed something. */
export async function sendQueue(parts: DeskParts, req: Request, res: Response): Promise<void> {
  const agent = agentOf(staffOf(res));
  const voice = voiceOf(parts, readDisplay(req).locale);
  const board = await boardOf(parts, agent, readFilter(req, agent), voice);
  await sendZipped(req, res, 'html', parts.render('desk/views/rows', board));
}

async function boardOf(parts: DeskParts, agent: SeatedAgent, filter: Filter, voice: Voice) {
  const { db } = parts.bot;
  const tickets = await boardTickets(db, queryFor(filter, agent));
  const rows = tickets
    .map((ticket): Row => listedRow(parts.render, ticket, voice, agent))
    .sort((a, b) => (a.sort < b.sort ? -1 : 1));
  const present = (await presentAgents(parts.bot)).find(({ id }) => id === agent.id);
  return {
    d: deskTexts(voice),
    rows,
    keep: queryOf(filter),
    filter,
    views: viewsFor(agent).map((view) => ({
      view,
      href: `/console/desk${queryOf({ ...filter, view })}`,
      current: view === filter.view,
    })),
    desks: desksFor(agent, voice),
    channels: CHANNELS,
    counts: tally(await boardCounts(db), agent),
    available: present?.available ?? true,
    limit: ownLimit(agent, voice),
    now: voice.now.toISOString(),
  };
}

/** What was done last, after which a form leads back here. */
const DONE = [
  'closed',
  'handed',
  'released',
  'call-released',
  'passed',
  'noted',
  'here',
  'away',
] as const;

function noticeIn(req: Request, { say }: Voice): string | undefined {
  const done = DONE.find((known) => known === queryText(req, 'done'));
  return done === undefined ? undefined : say(`desk.done.${done}`);
}
