/** The words that every part of the program shares: who writes, what came, what goes. */

export const CHANNELS = ['web', 'telegram', 'zalo-oa', 'zalo-bot', 'sms'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** A person on a channel, `telegram:3527065`: the channel, then that channel's own id. */
export type Address = `${ChannelName}:${string}`;

/** Languages in which the assistant answers; one file in `locales/` each. */
export const LOCALES = ['vi', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** What a reply achieved; stored with every reply. */
export const OUTCOMES = [
  'answered',
  'clarified',
  'not-understood',
  'no-data',
  'handed-off',
  'failed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const FROM_BEST: readonly Outcome[] = [
  'answered',
  'handed-off',
  'clarified',
  'no-data',
  'not-understood',
  'failed',
];

/** The worst of several outcomes: that of a turn with several answers. */
export function worstOf(outcomes: readonly Outcome[]): Outcome | undefined {
  return FROM_BEST.findLast((outcome) => outcomes.includes(outcome));
}

/** Who is in charge of a conversation. */
export type ConversationStatus = 'bot' | 'waiting' | 'agent' | 'closed';

/** The fate of a reply on its way to the citizen. */
export type DeliveryStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

export const INBOUND_KINDS = [
  'text',
  'choice',
  'image',
  'sticker',
  'location',
  'voice',
  'file',
  'contact',
] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];

export const ATTACHMENT_KINDS = [
  'image',
  'voice',
  'file',
] as const satisfies readonly InboundKind[];
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** A file that came with a message. It stays with the channel until a person wants to see it. */
export interface Attachment {
  /** What its channel takes it for; a picture with words below it is a message of kind `text`. */
  readonly kind: AttachmentKind;
  /** By what the channel finds it: an id, an address. For that channel alone. */
  readonly ref: string;
  /** As the sender called it; masked before it is stored. */
  readonly name?: string;
  /** A MIME type, as the channel says. What the file is, its bytes say. */
  readonly mime?: string;
  /** In bytes, as the channel says. */
  readonly size?: number;
}

/** One thing that a citizen sent, as its channel tells it. Times are ISO 8601 in UTC. */
export interface InboundMessage {
  readonly address: Address;
  /** The channel's own id of this message: with the channel's name it makes a repeat recognisable. */
  readonly externalId: string;
  readonly receivedAt: string;
  readonly kind: InboundKind;
  /** The text, or for a choice its value. Empty for media. */
  readonly text: string;
  readonly attachment?: Attachment;
}

/** What a message holds beside words, or instead of them. */
export function mediaIn({
  kind,
  text,
  attachment,
}: Pick<InboundMessage, 'kind' | 'text'> & {
  readonly attachment?: Attachment | null;
}): InboundKind[] {
  if (attachment != null) return [attachment.kind];
  return text === '' ? [kind] : [];
}

/** A button. `value` is short ASCII, so that every channel can carry it. */
export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** Where an answer comes from; `asOf` is as exact as the source is: `YYYY[-MM[-DD]]`. */
export interface SourceLine {
  readonly title: string;
  readonly url: string | null;
  readonly asOf: string | null;
}

/** What a channel shows as a card: a verdict on a phone, or an offer with its state. */
export interface Card {
  readonly kind: 'verdict' | 'offer' | 'contact' | 'ticket';
  /** `good`, `care`, `bad`, `unknown`: never told by colour alone. */
  readonly tone: 'good' | 'care' | 'bad' | 'unknown';
  readonly sign: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** One answer, ready for any channel. */
export interface Reply {
  readonly text: string;
  /** For SMS: unaccented GSM-7, at most 300 characters, with source and date. */
  readonly short: string;
  readonly language: Locale;
  readonly choices: readonly Choice[];
  readonly sources: readonly SourceLine[];
  /**
   * The same content as `text` in parts, for channels that can draw it: lead, cards, tail, then the
   * sources. Lead and tail may be empty.
   */
  readonly lead: string;
  readonly cards: readonly Card[];
  readonly tail: string;
  readonly intent: string | null;
  readonly outcome: Outcome;
  /** Whether to ask "Có ích không?" below it. */
  readonly askHelpful: boolean;
}
