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
import { presentAgents, seeAgent } from '../../bot/handoff/presence.ts';
import { Refusal } from '../../bot/handoff/refusal.ts';
import { parseBody } from '../chat/input.ts';
import { staffOf } from '../console/guard.ts';
import { wantsJson } from '../http.ts';
import { staffedDesks } from './colleagues.ts';
import { agentOf, type DeskParts, type SeatedAgent } from './context.ts';
import { onRecord, type Said } from './deed.ts';
import { queryOf, readFilter } from './filter.ts';
import * as forms from './input.ts';
import { sourcedAnswer } from './sourced-answer.ts';
import { readCase } from './ticket-view.ts';

/** A request about a ticket, by somebody at a desk. */
interface Occasion {
  readonly req: Request;
  readonly agent: SeatedAgent;
  readonly code: string;
  /** The agent, with what of the form belongs into the audit log. */
  readonly saying: (said: Said) => SeatedAgent;
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
      ...sourcedAnswer(parts, await readCase(parts.bot.db, ticket, agent), text, cite),
    });
    return STAY;
  },

  note: async ({ bot }, { req, agent, code }) => {
    await addPrivateNote(bot, agent, code, parseBody(req, forms.noteSchema).text);
    return { stay: true, said: 'noted' };
  },

  'take-over': async ({ bot }, { req, code, saying }) => {
    const { reason } = parseBody(req, forms.reasonSchema);
    await takeOver(bot, saying({ reason }), code, reason);
    return STAY;
  },

  transfer: async ({ bot }, { req, code, saying }) => {
    const { to: id, reason } = parseBody(req, forms.transferSchema);
    const to = (await presentAgents(bot)).find((other) => other.id === id);
    if (to === undefined) throw new Refusal('nobody');
    const agent = saying({ reason, details: { to: to.name } });
    await transferTicket(bot, agent, code, { to, reason });
    return { stay: false, said: 'passed' };
  },

  'hand-on': async ({ bot }, { req, code, saying }) => {
    const { desk, reason } = parseBody(req, forms.handOnSchema);
    if (!(await staffedDesks(bot.db)).has(desk)) throw new Refusal('nobody');
    await handOn(bot, saying({ reason, details: { desk } }), code, { desk, reason });
    return { stay: false, said: 'handed' };
  },

  release: async ({ bot }, { req, code, saying }) => {
    const { reason } = parseBody(req, forms.reasonSchema);
    const { state } = await releaseTicket(bot, saying({ reason }), code, reason);
    return { stay: false, said: state === 'callback' ? 'call-released' : 'released' };
  },

  close: async ({ bot }, { req, code, saying }) => {
    const { outcome, note } = parseBody(req, forms.closeSchema);
    const closing = { outcome, ...(note === undefined ? {} : { note }) };
    await closeTicket(bot, saying({ details: { outcome } }), code, closing);
    return { stay: false, said: 'closed' };
  },
};

/** Does it, and leads on: a script is told that it is done, a browser goes where one works on. */
export function perform(parts: DeskParts, act: Act): RequestHandler {
  return async (req, res) => {
    const seated = agentOf(staffOf(res));
    const code = normalCode(String(req.params.code));
    const saying = (said: Said) => onRecord(parts, req, seated, said);
    const agent = saying({});
    await seeAgent(parts.bot, agent);
    const done = await act(parts, { req, agent, code, saying });
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
