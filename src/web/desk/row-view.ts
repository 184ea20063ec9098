/** A ticket as the queue shows it: the values behind `views/row.eta`. */
import { isOpenState } from '../../bot/handoff/machine.ts';
import { namedIn } from '../../bot/handoff/named.ts';
import { cutLine, HAND_OFF } from '../../bot/handoff/summary.ts';
import { deskOf, OWN_DESK } from '../../content/desk.ts';
import { inLocale } from '../../content/localized.ts';
import { conversationSchema } from '../../dialogue/conversation.ts';
import type { BoardTicket } from '../../store/desk/board.ts';
import { exactly } from '../console/when.ts';
import type { Voice } from './context.ts';

export interface RowView {
  readonly code: string;
  readonly urgent: boolean;
  readonly overdue: boolean;
  /** When it becomes overdue unless somebody does something; null when nothing is due. */
  readonly dueAt: string | null;
  /** Since when the citizen waits; null while we wait for them. */
  readonly since: string | null;
  /** The same in words, at the time of writing and exactly. */
  readonly waited: string;
  readonly sinceExact: string;
  readonly state: BoardTicket['state'];
  readonly holder: string | null;
  /** The matter; where that is not known, what the citizen wrote last. */
  readonly topic: string;
  /** Whether `topic` is what the citizen wrote. */
  readonly quoted: boolean;
  readonly carrier: string | null;
  /** The phone that was spoken of last. */
  readonly handset: string | null;
  readonly channel: BoardTicket['channel'];
  /** Null at the operator's own desk. */
  readonly desk: string | null;
}

export function rowView(ticket: BoardTicket, voice: Voice): RowView {
  const { code, urgent, state, channel } = ticket;
  const dueAt = dueOf(ticket);
  return {
    ...{ code, urgent: urgent === 1, state, channel, dueAt },
    overdue: isOverdue(ticket, voice.now),
    ...waitOf(waitsSince(ticket), voice),
    holder: isOpenState(state) ? ticket.assignee : null,
    ...gistOf(ticket, voice),
    desk: ticket.desk === OWN_DESK ? null : nameOfDesk(ticket.desk, voice),
  };
}

function waitOf(since: string | null, { now, say }: Voice) {
  if (since === null) return { since, waited: '', sinceExact: '' };
  const at = new Date(since);
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  return { since, waited: waitWords(minutes, say), sinceExact: exactly(at) };
}

function waitWords(minutes: number, say: Voice['say']): string {
  if (minutes < 1) return say('desk.just-now');
  const [unit, count] = minutes < 60 ? ['minutes', minutes] : ['hours', Math.floor(minutes / 60)];
  return say(`desk.${unit}`, { count });
}

/** Puts a row in its place: those in one's own hands first, then urgent ones, then by their age. */
export function sortKey({ urgent, openedAt, id }: BoardTicket, own: boolean): string {
  return `${own ? 0 : 1}${urgent === 1 ? 0 : 1}${openedAt}${id}`;
}

/** Since when somebody waits for us; null while we wait for them, or when it is over. */
export function waitsSince(ticket: BoardTicket): string | null {
  switch (ticket.state) {
    case 'queued':
    case 'assigned':
      return ticket.openedAt;
    case 'waiting-staff':
      return ticket.unansweredSince ?? ticket.queuedAt ?? ticket.openedAt;
    case 'callback':
      return ticket.queuedAt ?? ticket.openedAt;
    default:
      return null;
  }
}

function dueOf({ state, repliedAt, replyDueAt, callDueAt }: BoardTicket): string | null {
  if (state === 'callback') return callDueAt;
  return waiting(state) && repliedAt === null ? replyDueAt : null;
}

function isOverdue(ticket: BoardTicket, now: Date): boolean {
  const due = dueOf(ticket);
  if (due !== null) return due <= now.toISOString();
  const { state, overdueAt, queuedAt } = ticket;
  return state === 'callback' && overdueAt !== null && overdueAt >= (queuedAt ?? '');
}

function waiting(state: BoardTicket['state']): boolean {
  return state === 'queued' || state === 'assigned' || state === 'waiting-staff';
}

/** Topics that are no intents. */
export const OWN_TOPICS: readonly string[] = ['failure', 'outside'];

/** What a ticket is about, as the button of the matter says it. */
export function topicName(
  topic: string | null,
  { content, locale, say }: Pick<Voice, 'content' | 'locale' | 'say'>,
): string {
  const intent = content.intents.get(topic ?? '');
  if (intent !== undefined) return capital(inLocale(intent.title, locale));
  return say(`desk.topic.${OWN_TOPICS.includes(topic ?? '') ? topic : 'none'}`);
}

/** Names of matters are phrases; here one stands alone. */
export function capital(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

/** Of what the dialogue remembers, all that a row needs. */
const remembered = conversationSchema.pick({ carrier: true, handsets: true, topic: true });

/** In a row there is no room for more. */
const FIRST_WORDS = 90;
/** Hundreds of rows are written at once: no more texts of each are read. */
const LATEST = 3;

/** What it is about: the matter as far as it is known, else the citizen's own words. */
function gistOf(
  { topic, memory, summary, said }: BoardTicket,
  voice: Voice,
): Pick<RowView, 'topic' | 'quoted' | 'carrier' | 'handset'> {
  const { data = null } = remembered.safeParse(JSON.parse(memory ?? 'null'));
  // A number to call back on is stars here, and says nothing.
  const written = [summary, ...said].filter((text) => /\p{L}/u.test(text)).slice(-LATEST);
  const { carrier, handsets } = namedIn(voice.content, data, written);
  const last = data?.handsets.at(-1);
  const handset = handsets.at(-1) ?? (last === undefined ? null : `${last.brand} ${last.model}`);
  const known = matterAmong([topic, data?.topic ?? null], voice.content);
  const words = written.at(-1);
  return known !== undefined || words === undefined
    ? { topic: topicName(known ?? null, voice), quoted: false, carrier, handset }
    : { topic: cutLine(words, FIRST_WORDS), quoted: true, carrier, handset };
}

/** The first that says what somebody needs: that they want a person is known of all. */
export function matterAmong(
  topics: readonly (string | null)[],
  content: Voice['content'],
): string | undefined {
  return topics.find((topic): topic is string => {
    const intent = content.intents.get(topic ?? '');
    const own = OWN_TOPICS.includes(topic ?? '');
    return own || (intent !== undefined && !intent.smallTalk && intent.id !== HAND_OFF);
  });
}

/** What a desk is called; by its id where its carrier has left the content. */
export function nameOfDesk(
  id: string,
  { content, locale }: Pick<Voice, 'content' | 'locale'>,
): string {
  const desk = deskOf(content, id);
  return desk === undefined ? id : inLocale(desk.name, locale);
}
