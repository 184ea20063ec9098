/** A conversation as the people at a desk read it: the values behind `views/message.eta`. */
import { LARGEST_FILE } from '../../channels/channel.ts';
import { vietnamDay, writeDay, writeTime } from '../../day.ts';
import type { DeliveryStatus, InboundKind } from '../../message.ts';
import { readAttachment } from '../../store/attachments.ts';
import type { CitizensPart, Part } from '../../store/desk/talk.ts';
import { type MessageView, messageViews } from '../chat/message-view.ts';
import { dialableNumbers } from '../chat/rich-text.ts';
import { exactly } from '../console/when.ts';
import { attachmentHref } from './attachment-href.ts';
import type { Voice } from './context.ts';

export interface TalkMessage {
  /** Place in the conversation. */
  readonly number: number;
  readonly author: 'citizen' | 'bot' | 'agent' | 'system';
  readonly view: MessageView;
  readonly at: string;
  readonly time: string;
  /** With its day. */
  readonly exact: string;
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
  /** Null where there is no file to look at. */
  readonly file: FileView | null;
}

/** A file that may be opened, for a reason. */
export interface FileView {
  /** Where the reason is sent to. */
  readonly href: string;
  /** As its sender called it, masked. */
  readonly name: string | null;
  /** As far as the channel knows: it would not be fetched. */
  readonly tooLarge: boolean;
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
  const common = {
    number: part.seq,
    view,
    at,
    time: writeTime(new Date(at)),
    exact: exactly(new Date(at)),
    day,
  };
  if (part.by === 'citizen') {
    return { ...common, author: 'citizen', delivery: null, media: mediaOf(part) };
  }
  const { author, status } = part.stored;
  return { ...common, author, delivery: { id: part.id, status, error: part.error }, media: null };
}

/** A picture with words below it is a message of words, and still has the picture. */
function mediaOf({ kind, attachment, rowId }: CitizensPart): Media | null {
  const kept = readAttachment(attachment);
  if (kept === null) return kind === 'text' || kind === 'choice' ? null : { kind, file: null };
  const { name = null, size = 0 } = kept;
  const file = { href: attachmentHref(rowId), name, tooLarge: size > LARGEST_FILE };
  return { kind: kept.kind, file };
}

function timeOf(part: Part): string {
  return part.by === 'citizen' ? part.at : part.stored.createdAt;
}
