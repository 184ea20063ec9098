/** One ticket with its conversation, for whoever opened it. */

import { isInHand, isOpenState } from '../../bot/handoff/machine.ts';
import { type Account, type SummaryLine, summarize } from '../../bot/handoff/summary.ts';
import { type ConversationState, conversationSchema } from '../../dialogue/conversation.ts';
import { type Conversation, conversationById } from '../../store/conversations.ts';
import { eventsOf } from '../../store/desk/events.ts';
import { type Part, talkParts } from '../../store/desk/talk.ts';
import type { Db } from '../../store/schema.ts';
import { type StoredTicket, ticketNotes } from '../../store/tickets.ts';
import { exactly } from '../console/when.ts';
import type { SeatedAgent, Voice } from './context.ts';
import { nameOfDesk, topicName } from './row-view.ts';
import { scopeFor } from './scope.ts';
import { type TalkMessage, talkViews } from './talk-view.ts';

/** Messages of the first look, of which earlier ones are a link away. */
export const PAGE_LENGTH = 40;
export const LONGEST_PAGE = 1000;
/** What the summary is made of. */
const LOOKED_AT = 200;

/** A ticket and what of its conversation is still kept. */
export interface Case {
  readonly ticket: StoredTicket;
  /** Undefined once the conversation's own retention is over. */
  readonly conversation: Conversation | undefined;
  readonly memory: ConversationState | null;
  /** The newest messages that go with it, oldest first. */
  readonly parts: readonly Part[];
}

/**
 * What somebody may read of it.
 *
 * @param length how many messages a page shows; at least what the summary is made of is read
 */
export async function readCase(
  db: Db,
  ticket: StoredTicket,
  reader: Pick<SeatedAgent, 'desks'>,
  length = 0,
): Promise<Case> {
  const { conversationId } = ticket;
  if (conversationId === null) return { ticket, conversation: undefined, memory: null, parts: [] };
  const scope = await scopeFor(db, reader, ticket);
  const limit = Math.max(length, LOOKED_AT);
  const parts = await talkParts(db, conversationId, { ...scope, limit });
  const conversation = await conversationById(db, conversationId);
  const { data } = conversationSchema.safeParse(JSON.parse(conversation?.state ?? 'null'));
  // What the dialogue remembers is of now: it may have come after the end.
  return { ticket, conversation, memory: scope.before === null ? (data ?? null) : null, parts };
}

/** The end of a conversation, and how many messages to ask for to see earlier ones. */
export interface Tail {
  readonly messages: readonly TalkMessage[];
  readonly more: number | null;
  /** Place up to which it goes. */
  readonly cursor: number;
}

export function tailOf({ parts }: Case, length: number, voice: Voice): Tail {
  const shown = parts.slice(-length);
  return {
    messages: talkViews(shown, voice, parts),
    more: parts.length > length ? length * 2 : null,
    cursor: shown.at(-1)?.seq ?? 0,
  };
}

/** What stands beside the conversation. */
export interface SideView {
  readonly summary: readonly SummaryLine[];
  readonly notes: readonly NoteView[];
  readonly history: readonly EventView[];
}

export interface NoteView {
  readonly writer: string | null;
  readonly text: string;
  readonly time: string;
}

export interface EventView {
  readonly time: string;
  readonly words: string;
  readonly detail: string | null;
}

export async function sideView(db: Db, found: Case, voice: Voice): Promise<SideView> {
  const { ticket } = found;
  const notes = await ticketNotes(db, [ticket.id]);
  const events = await eventsOf(db, ticket.id);
  return {
    summary: summarize(accountOf(found, voice), voice),
    notes: notes
      .filter((note) => note.private === 1)
      .map(({ writer, text, createdAt }) => ({ writer, text, time: exactly(new Date(createdAt)) })),
    history: events
      .filter(({ event }) => event !== 'message' && event !== 'away')
      .toReversed()
      .map(({ at, event, actor, desk, detail }) => ({
        time: exactly(new Date(at)),
        words: voice.say(`desk.event.${event}`, {
          actor: actor ?? voice.say('desk.nobody'),
          desk: nameOfDesk(desk, voice),
        }),
        detail,
      })),
  };
}

function accountOf({ ticket, memory, parts }: Case, voice: Voice): Account {
  const written = parts.flatMap((part) =>
    part.by === 'citizen' && part.kind === 'text' ? [part.text] : [],
  );
  const answers = parts.flatMap((part) =>
    part.by === 'reply' && part.stored.author === 'bot' ? [part.stored.reply] : [],
  );
  return {
    written: written.length > 0 || ticket.summary === '' ? written : [ticket.summary],
    ...{ answers, memory, standing: standingWords(ticket, voice) },
  };
}

/** Where a ticket stands, in one line. */
export function standingWords(ticket: StoredTicket, voice: Voice): string {
  const { state, openedAt, assignee, urgent, outcome, topic } = ticket;
  const { say } = voice;
  return [
    say(`desk.state.${state}`),
    isOpenState(state) && assignee !== null ? say('desk.holder', { name: assignee }) : '',
    isOpenState(state) ? say('desk.opened', { time: exactly(new Date(openedAt)) }) : '',
    urgent === 1 ? say('desk.urgent') : '',
    outcome === null ? '' : say(`desk.outcome.${outcome}`),
    topicName(topic, voice),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What somebody may do with a ticket where it stands. */
export interface Powers {
  readonly take: boolean;
  readonly answer: boolean;
  readonly takeOver: boolean;
  /** To a colleague. */
  readonly transfer: boolean;
  /** Back into the queue, or among the calls. */
  readonly release: boolean;
  /** To another desk; also what nobody has in hand. */
  readonly handOn: boolean;
  readonly close: boolean;
  readonly note: boolean;
  /** The citizen, if there is a number. */
  readonly call: boolean;
}

export function powersOf(agent: SeatedAgent, { ticket, conversation }: Case): Powers {
  const { state, assigneeId, assignee } = ticket;
  const there = conversation !== undefined && isOpenState(state);
  const held = assignee !== null;
  const own = held && assigneeId === agent.id;
  const inCharge = own || (agent.oversees && held);
  return {
    take: there && !held,
    answer: there && own,
    takeOver: there && held && !own && agent.oversees,
    transfer: there && inCharge && isInHand(state),
    release: there && inCharge,
    handOn: there && (inCharge || !held),
    close: there && (own || !held),
    note: conversation !== undefined,
    call: there && (own || (!held && state === 'callback')),
  };
}
