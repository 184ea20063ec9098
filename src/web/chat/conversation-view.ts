/** The part of a conversation that a browser shows, or has not seen yet. */
import type { Address, ConversationStatus } from '../../message.ts';
import { statusAt } from '../../store/conversations.ts';
import type { Db } from '../../store/schema.ts';
import { transcript } from '../../store/transcript.ts';
import type { Render } from '../templates.ts';
import { type MessageView, messageViews, type Voice } from './message-view.ts';

/** Messages of the first look, of which earlier ones are a link away. */
export const PAGE_LENGTH = 24;
const LONGEST_PAGE = 400;
/** How far back a pressed button may have been offered. */
const LOOK_BACK = 30;

export interface Tail {
  readonly messages: readonly MessageView[];
  /** How many messages to ask for to see earlier ones; null when these are all. */
  readonly more: number | null;
  /** Who is in charge. */
  readonly charge: ConversationStatus;
}

/** The end of the conversation. */
export async function tail(db: Db, address: Address, voice: Voice, length: number): Promise<Tail> {
  const limit = Math.min(Math.max(length, PAGE_LENGTH), LONGEST_PAGE);
  const charge = await statusAt(db, address);
  const entries = await transcript(db, address, { after: 0, limit: limit + 1 });
  const messages = messageViews(entries.slice(-limit), voice, entries);
  return { messages, more: entries.length > limit ? limit * 2 : null, charge };
}

/** What came after a place in the conversation, as HTML, the place where it ends, who is in charge. */
export interface News {
  readonly html: string;
  readonly cursor: number;
  readonly charge: ConversationStatus;
}

export async function newsSince(
  db: Db,
  address: Address,
  after: number,
  { voice, render }: { voice: Voice; render: Render },
): Promise<News> {
  const from = Math.max(0, after - LOOK_BACK);
  // Before the messages: whoever takes over says so, and is then looked for again.
  const charge = await statusAt(db, address);
  const entries = await transcript(db, address, { after: from, limit: LONGEST_PAGE });
  const fresh = entries.filter(({ seq }) => seq > after);
  const html = messageViews(fresh, voice, entries).map((view) => render('message', view));
  return { html: html.join(''), cursor: fresh.at(-1)?.seq ?? after, charge };
}
