/** A conversation as the people at a desk read it: the values behind `views/message.eta`. */
import { vietnamDay, writeDay, writeTime } from '../../day.ts';
import type { DeliveryStatus, InboundKind } from '../../message.ts';
import type { Part } from '../../store/desk/talk.ts';
import { type MessageView, messageViews } from '../chat/message-view.ts';
import { dialableNumbers } from '../chat/rich-text.ts';
import type { Voice } from './context.ts';

export interface TalkMessage {
  /** Place in the conversation. */
  readonly number: number;
  readonly author: 'citizen' | 'bot' | 'agent' | 'system';
  readonly view: MessageView;
  readonly at: string;
  readonly time: string;
  /** Set on the first message of a day. */
  readonly day: string | null;
  /** Of what was sent: its id, how far it came, and why no further. */
  readonly delivery: Delivery | null;
  /** What came without words, or with them; null for plain messages. */
  readonly media: Media | null;
}

export interface Delivery {
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly error: string | null;
}

export interface Media {
  readonly kind: InboundKind;
  /** Our id of the message, where there is a file to look at. */
  readonly messageId: string | null;
}

/** The parts as views. A pressed button shows its label, looked for in `earlier` parts too. */
export function talkViews(
  parts: readonly Part[],
  { content, locale, say: t }: Voice,
  earlier: readonly Part[] = parts,
): TalkMessage[] {
  const voice = { content, locale, t, dialable: dialableNumbers(content) };
  const views = messageViews(parts, voice, earlier);
  let today = '';
  return parts.flatMap((part, at) => {
    const view = views[at];
    if (view === undefined) return [];
    const day = writeDay(vietnamDay(new Date(timeOf(part))));
    const message = talkMessage(part, view, day === today ? null : day);
    today = day;
    return [message];
  });
}

function talkMessage(part: Part, view: MessageView, day: string | null): TalkMessage {
  const at = timeOf(part);
  const common = { number: part.seq, view, at, time: writeTime(new Date(at)), day };
  if (part.by === 'citizen') {
    const { kind, attachment, rowId } = part;
    const plain = kind === 'text' || kind === 'choice';
    const media = plain ? null : { kind, messageId: attachment === null ? null : rowId };
    return { ...common, author: 'citizen', delivery: null, media };
  }
  const { author, status } = part.stored;
  return { ...common, author, delivery: { id: part.id, status, error: part.error }, media: null };
}

function timeOf(part: Part): string {
  return part.by === 'citizen' ? part.at : part.stored.createdAt;
}
