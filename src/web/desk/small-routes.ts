/** What forms and the script ask for beside what is done to a ticket. */
import type { Request, RequestHandler, Response } from 'express';
import { mustHold, within } from '../../bot/handoff/agent.ts';
import { takeTicket } from '../../bot/handoff/assign.ts';
import { seeAgent } from '../../bot/handoff/presence.ts';
import { Refusal } from '../../bot/handoff/refusal.ts';
import { conversationById } from '../../store/conversations.ts';
import { callbackOf } from '../../store/desk/callbacks.ts';
import type { StoredTicket } from '../../store/tickets.ts';
import { readDisplay } from '../chat/display.ts';
import { parseBody } from '../chat/input.ts';
import { staffOf } from '../console/guard.ts';
import { queryText } from '../http.ts';
import { sendZipped } from '../zip.ts';
import { agentOf, type DeskParts, voiceOf } from './context.ts';
import { noteDeed, onRecord } from './deed.ts';
import { queryOf, readFilter } from './filter.ts';
import * as forms from './input.ts';
import { searchItems } from './search.ts';
import { sendDesk } from './show.ts';
import { audienceOf } from './sourced-answer.ts';
import { deskTexts } from './texts.ts';
import { readCase } from './ticket-view.ts';
import { composeAt, itemView, pieceOf } from './tools.ts';

/** The switch "Đang nhận / Tạm nghỉ". */
export function switchPresence(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const { available } = parseBody(req, forms.presenceSchema);
    await seeAgent(parts.bot, agent, available === 'yes');
    const query = new URLSearchParams(queryOf(readFilter(req, agent)));
    query.set('done', available === 'yes' ? 'here' : 'away');
    res.redirect(303, `/console/desk?${query}`);
  };
}

/** Somebody is writing an answer: a sign, shown where the channel can; of no ticket but their own. */
export function noteTyping({ bot }: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const ticket = await within(agent, String(req.params.code))(bot.db);
    mustHold(agent, ticket);
    const conversation = await conversationById(bot.db, ticket.conversationId ?? '');
    if (conversation !== undefined) bot.typing.agent(conversation.address);
    res.status(204).end();
  };
}

/** Without a script: puts something into the answer that is being written, or looks something up. */
export function composeAnswer(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const { text, cite, insert, facts: query } = parseBody(req, forms.composeSchema);
    const ticket = await within(agent, String(req.params.code))(parts.bot.db);
    const found = await readCase(parts.bot.db, ticket, agent);
    const voice = voiceOf(parts, readDisplay(req).locale);
    const piece = insert === undefined ? undefined : pieceOf(parts, found, voice, insert);
    const typed = [text.trim(), piece?.text ?? ''].filter(Boolean).join('\n');
    const added = piece === undefined || piece.origin === '' ? [] : [piece.key];
    const compose = { cited: [...new Set([...cite, ...added])], query };
    await sendDesk(parts, req, res, { ticket, compose, typed: { 'answer.text': typed } });
  };
}

/** What the content knows about some words, for the script. */
export function findFacts(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const ticket = await within(agent, String(req.params.code))(parts.bot.db);
    const found = await readCase(parts.bot.db, ticket, agent);
    const voice = voiceOf(parts, readDisplay(req).locale);
    const query = (queryText(req, 'q') ?? '').slice(0, 200);
    const audience = audienceOf(found, voice.content, voice.now, voice.locale);
    const items = searchItems(audience, query).map((item) => itemView(item, voice));
    const page = { items, query, composeAt: composeAt(found), d: deskTexts(voice) };
    await sendZipped(req, res, 'html', parts.render('desk/views/items', page));
  };
}

/**
 * Shows the number to call back on, on this page alone; who, and why, is kept. Two people are not to
 * phone the same citizen: whoever looks at the number of a call that nobody has taken, takes it.
 *
 * @throws Refusal
 */
export function revealNumber(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const { data } = forms.whySchema.safeParse(req.body);
    const found = await within(agent, String(req.params.code))(parts.bot.db);
    if (data === undefined) return askWhyAgain(parts, req, res, found);
    const callback = await callbackOf(parts.bot.db, found.id);
    if (callback === undefined) throw new Refusal('ended');
    const { code, state } = found;
    const calls = state === 'callback';
    const ticket = calls ? await takeTicket(parts.bot, onRecord(parts, req, agent), code) : found;
    mustHold(agent, ticket);
    await noteDeed(parts, req, agent, { action: 'ticket.reveal', code, ...data });
    await sendDesk(parts, req, res, { ticket, phone: callback.phone });
  };
}

/** The same page, with what is wrong beside the field. */
async function askWhyAgain(
  parts: DeskParts,
  req: Request,
  res: Response,
  ticket: StoredTicket,
): Promise<void> {
  const { data } = forms.typedSchema.safeParse(req.body);
  res.status(422);
  await sendDesk(parts, req, res, {
    ticket,
    wrong: 'reveal',
    typed: { 'reveal.reason': data?.reason ?? '' },
  });
}
