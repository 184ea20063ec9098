/** The middle and the right column: one ticket with its conversation and what may be done. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { LONGEST_ANSWER } from '../../bot/handoff/agent.ts';
import { isOpenState } from '../../bot/handoff/machine.ts';
import { callbackOf } from '../../store/desk/callbacks.ts';
import { TICKET_OUTCOMES } from '../../store/schema.ts';
import type { StoredTicket } from '../../store/tickets.ts';
import { queryText } from '../http.ts';
import { recipientsOf } from './colleagues.ts';
import type { DeskParts, Remarks, SeatedAgent, Voice } from './context.ts';
import { matterAmong, nameOfDesk, topicName } from './row-view.ts';
import {
  type Case,
  LONGEST_PAGE,
  PAGE_LENGTH,
  powersOf,
  readCase,
  sideView,
  standingWords,
  tailOf,
} from './ticket-view.ts';
import { toolsOf } from './tools.ts';

/** What is opened, by whom, in whose words. */
export interface Opening {
  readonly req: Request;
  readonly agent: SeatedAgent;
  readonly voice: Voice;
  readonly ticket: StoredTicket;
  readonly remarks: Remarks;
}

/** The values of both columns. */
export async function openTicket(parts: DeskParts, opening: Opening) {
  const { agent, voice, ticket, remarks, req } = opening;
  const { db } = parts.bot;
  const length = lengthOf(req);
  const found = await readCase(db, ticket, agent, length + 1);
  const powers = powersOf(agent, found);
  return {
    title: voice.say('desk.ticket', { code: ticket.code }),
    ...headOf(found, voice),
    ...tailOf(found, length, voice),
    ...(await sideView(db, found, voice)),
    ...{ powers, idle: idleWords(ticket) },
    recipients: powers.handOn
      ? await recipientsOf(parts, ticket.desk, ticket.assigneeId, voice)
      : { colleagues: [], desks: [] },
    tools: powers.answer ? toolsOf(parts, found, voice, remarks.compose) : null,
    outcomes: TICKET_OUTCOMES,
    phone: powers.call ? await phoneOf(parts, ticket.id, remarks.phone) : null,
    answerId: randomUUID(),
    longest: longestAnswer(parts, found),
    ...{ typed: remarks.typed ?? {}, wrong: remarks.wrong ?? null },
  };
}

function headOf({ ticket, conversation, memory }: Case, voice: Voice) {
  const { id, code, state, version, urgent, assigneeId, assignee } = ticket;
  return {
    ...{ id, code, state, version, assigneeId, assignee, urgent: urgent === 1 },
    topic: topicName(
      matterAmong([ticket.topic, memory?.topic ?? null], voice.content) ?? null,
      voice,
    ),
    desk: nameOfDesk(ticket.desk, voice),
    channel: conversation?.channel ?? null,
    language: conversation?.locale ?? 'vi',
    stopped: conversation !== undefined && conversation.stoppedAt !== null,
    standing: standingWords(ticket, voice),
  };
}

/** Why there is no field to write in, as keys below `desk.`. */
function idleWords({ state, assignee }: StoredTicket): string {
  if (!isOpenState(state)) return 'over';
  if (assignee !== null) return 'held-by';
  return state === 'callback' ? 'take-call-first' : 'take-first';
}

/** How much of the conversation a page shows. */
function lengthOf(req: Request): number {
  const asked = Number(queryText(req, 'tin'));
  return Number.isSafeInteger(asked) && asked > PAGE_LENGTH
    ? Math.min(asked, LONGEST_PAGE)
    : PAGE_LENGTH;
}

export function longestAnswer({ longest }: DeskParts, { conversation }: Case): number {
  const limit = conversation === undefined ? null : longest(conversation.channel);
  return Math.min(limit ?? LONGEST_ANSWER, LONGEST_ANSWER);
}

/** The number to call back on: hidden until somebody says why they need it. */
async function phoneOf({ bot }: DeskParts, ticketId: string, revealed: string | undefined) {
  const callback = await callbackOf(bot.db, ticketId);
  if (callback === undefined) return null;
  return { hidden: hidePhone(callback.phone), revealed: revealed ?? null };
}

/** `09** *** *78`. */
export function hidePhone(phone: string): string {
  return `${phone.slice(0, 2)}** *** *${phone.slice(-2)}`;
}
