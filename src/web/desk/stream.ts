/** Opens a page's line: what it shows now, and everything that happens from here on. */
import type { Request, RequestHandler } from 'express';
import { reaches } from '../../bot/handoff/agent.ts';
import { conversationById } from '../../store/conversations.ts';
import { ticketByCode } from '../../store/tickets.ts';
import { readDisplay } from '../chat/display.ts';
import { signedInOf } from '../console/guard.ts';
import { HttpError, queryText } from '../http.ts';
import { agentOf, type DeskParts, type SeatedAgent } from './context.ts';
import { readFilter } from './filter.ts';
import type { Hub } from './hub.ts';
import { openLine } from './line.ts';
import type { Presence } from './presence.ts';
import { scopeFor } from './scope.ts';
import type { OpenTalk, Seat } from './seat.ts';

export function openStream(parts: DeskParts, hub: Hub, presence: Presence): RequestHandler {
  return async (req, res) => {
    const signedIn = signedInOf(res);
    if (signedIn === undefined) throw new HttpError(401);
    const agent = agentOf(signedIn.staff);
    const open = await openTalk(parts, req, agent);
    // Whoever has left by now will not be heard leaving.
    if (res.destroyed) return;
    const seat: Seat = {
      ...{ line: openLine(res), agent, signedIn, open },
      ...{ locale: readDisplay(req).locale, filter: readFilter(req, agent) },
      ...{ shown: new Set(), told: '' },
    };
    res.on('close', () => hub.leave(seat));
    await presence.enter(signedIn, res);
    if (seat.line.isOpen) await hub.seat(seat);
  };
}

/** The conversation that the page shows, if it shows one that they reach. */
async function openTalk(
  { bot }: DeskParts,
  req: Request,
  agent: SeatedAgent,
): Promise<OpenTalk | null> {
  const code = queryText(req, 'ticket') ?? '';
  const ticket = code === '' ? undefined : await ticketByCode(bot.db, code);
  if (ticket?.conversationId == null || !reaches(agent, ticket.desk)) return null;
  const conversation = await conversationById(bot.db, ticket.conversationId);
  if (conversation === undefined) return null;
  const { id: conversationId, address } = conversation;
  const { id: ticketId, closedAt } = ticket;
  const { after } = await scopeFor(bot.db, agent, ticket);
  const sent = Math.max(after, placeIn(req));
  return { ticketId, closedAt, conversationId, address, sent, underway: new Map() };
}

/** The place in the conversation up to which the page has it. */
function placeIn(req: Request): number {
  const place = Number(req.get('last-event-id') || queryText(req, 'after') || 0);
  return Number.isSafeInteger(place) && place > 0 ? place : 0;
}
