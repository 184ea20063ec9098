/** What forms and the script ask for beside what is done to a ticket. */
import type { RequestHandler } from 'express';
import { mustHold, within } from '../../bot/handoff/agent.ts';
import { seeAgent } from '../../bot/handoff/presence.ts';
import { Refusal } from '../../bot/handoff/refusal.ts';
import { conversationById } from '../../store/conversations.ts';
import { callbackOf } from '../../store/desk/callbacks.ts';
import { readDisplay } from '../chat/display.ts';
import { parseBody } from '../chat/input.ts';
import { staffOf } from '../console/guard.ts';
import { queryText } from '../http.ts';
import { sendZipped } from '../zip.ts';
import { agentOf, type DeskParts, voiceOf } from './context.ts';
import { noteDeed } from './deed.ts';
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

/** Shows the number to call back on, on this page alone; who, and why, is kept. @throws Refusal */
export function revealNumber(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const { reason } = parseBody(req, forms.reasonSchema);
    const ticket = await within(agent, String(req.params.code))(parts.bot.db);
    const callback = await callbackOf(parts.bot.db, ticket.id);
    if (callback === undefined) throw new Refusal('ended');
    // Two people are not to phone the same citizen: one looks it up, or whoever has the ticket.
    if (ticket.state !== 'callback' || ticket.assignee !== null) mustHold(agent, ticket);
    const { code } = ticket;
    await noteDeed(parts, req, agent, { action: 'ticket.reveal', code, reason });
    await sendDesk(parts, req, res, { ticket, phone: callback.phone });
  };
}
