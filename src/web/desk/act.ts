/** What the buttons of a ticket do. Each is refused in plain words beside what was typed. */
import type { Request, RequestHandler } from 'express';
import {
  addPrivateNote,
  closeTicket,
  normalCode,
  sendAnswer,
  within,
} from '../../bot/handoff/agent.ts';
import {
  handOn,
  releaseTicket,
  takeOver,
  takeTicket,
  transferTicket,
} from '../../bot/handoff/assign.ts';
import { presentAgents } from '../../bot/handoff/presence.ts';
import { Refusal } from '../../bot/handoff/refusal.ts';
import type { StoredTicket } from '../../store/tickets.ts';
import { parseBody } from '../chat/input.ts';
import { staffOf } from '../console/guard.ts';
import { wantsJson } from '../http.ts';
import { agentOf, type DeskParts, type SeatedAgent } from './context.ts';
import { noteDeed } from './deed.ts';
import { queryOf, readFilter } from './filter.ts';
import * as forms from './input.ts';
import { sourcedAnswer } from './sourced-answer.ts';
import { readCase } from './ticket-view.ts';

/** A request about a ticket, by somebody at a desk. */
interface Occasion {
  readonly req: Request;
  readonly agent: SeatedAgent;
  readonly code: string;
}

/** Where a form leads, and what is said there. */
interface Done {
  /** Back to the ticket rather than to the queue. */
  readonly stay: boolean;
  readonly said?: string;
}

type Act = (parts: DeskParts, occasion: Occasion) => Promise<Done>;

const STAY: Done = { stay: true };

/** The acts by the last part of their address. */
export const ACTS: Readonly<Record<string, Act>> = {
  take: async ({ bot }, { agent, code }) => {
    await takeTicket(bot, agent, code);
    return STAY;
  },

  answer: async (parts, { req, agent, code }) => {
    const { id, text, cite } = parseBody(req, forms.answerSchema);
    const ticket = await within(agent, code)(parts.bot.db);
    await sendAnswer(parts.bot, agent, code, {
      ...{ id, text },
      ...sourcedAnswer(parts, await readCase(parts.bot.db, ticket), text, cite),
    });
    return STAY;
  },

  note: async ({ bot }, { req, agent, code }) => {
    await addPrivateNote(bot, agent, code, parseBody(req, forms.noteSchema).text);
    return { stay: true, said: 'noted' };
  },

  'take-over': async (parts, { req, agent, code }) => {
    const { reason } = parseBody(req, forms.reasonSchema);
    const before = await holderOf(parts, agent, code);
    await takeOver(parts.bot, agent, code, reason);
    const details = { from: before ?? '' };
    await noteDeed(parts, req, agent, { action: 'ticket.take-over', code, reason, details });
    return STAY;
  },

  transfer: async (parts, { req, agent, code }) => {
    const { to: id, reason } = parseBody(req, forms.transferSchema);
    const to = (await presentAgents(parts.bot)).find((other) => other.id === id);
    if (to === undefined) throw new Refusal('nobody');
    const before = await holderOf(parts, agent, code);
    await transferTicket(parts.bot, agent, code, { to, reason });
    const details = { from: before ?? '', to: to.name };
    await noteDeed(parts, req, agent, { action: 'ticket.transfer', code, reason, details });
    return { stay: false, said: 'passed' };
  },

  'hand-on': async (parts, { req, agent, code }) => {
    const { desk, reason } = parseBody(req, forms.handOnSchema);
    await handOn(parts.bot, agent, code, { desk, reason });
    const details = { desk };
    await noteDeed(parts, req, agent, { action: 'ticket.hand-on', code, reason, details });
    return { stay: false, said: 'handed' };
  },

  release: async (parts, { req, agent, code }) => {
    const { reason } = parseBody(req, forms.reasonSchema);
    await releaseTicket(parts.bot, agent, code, reason);
    await noteDeed(parts, req, agent, { action: 'ticket.release', code, reason });
    return { stay: false, said: 'released' };
  },

  close: async (parts, { req, agent, code }) => {
    const { outcome, note } = parseBody(req, forms.closeSchema);
    await closeTicket(parts.bot, agent, code, {
      outcome,
      ...(note === undefined ? {} : { note }),
    });
    const details = { outcome };
    await noteDeed(parts, req, agent, { action: 'ticket.close', code, details });
    return { stay: false, said: 'closed' };
  },
};

async function holderOf(
  { bot }: DeskParts,
  agent: SeatedAgent,
  code: string,
): Promise<StoredTicket['assignee']> {
  return (await within(agent, code)(bot.db)).assignee;
}

/** Does it, and leads on: a script is told that it is done, a browser goes where one works on. */
export function perform(parts: DeskParts, act: Act): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const code = normalCode(String(req.params.code));
    const done = await act(parts, { req, agent, code });
    if (wantsJson(req)) {
      res.json({ done: true });
      return;
    }
    const filter = new URLSearchParams(queryOf(readFilter(req, agent)));
    if (done.said !== undefined) filter.set('done', done.said);
    const query = filter.size === 0 ? '' : `?${filter}`;
    res.redirect(303, `/console/desk${done.stay ? `/${code}` : ''}${query}`);
  };
}
