/**
 * What one citizen and the assistant have said to each other so far, as a value.
 *
 * It is stored as JSON beside the conversation and handed to every turn; nothing in it is personal
 * data: no phone number, no IMEI (only its TAC), no name.
 */
import { z } from 'zod';
import { type InboundMessage, LOCALES, type Locale, type Reply } from '../message.ts';

const handsetInTalk = z.object({
  /** Key of the handset or family in the catalogue, `nokia-105` or `tac:35331408`. */
  key: z.string(),
  brand: z.string(),
  model: z.string(),
  variant: z.string().nullable(),
  network: z.enum(['2G', '3G', '4G', '5G']).nullable(),
  verdict: z.string(),
  certainty: z.enum(['sure', 'likely', 'unknown']),
});
export type HandsetInTalk = z.infer<typeof handsetInTalk>;

/** For whom the citizen asks: decides the form of address ("máy của bà"). */
export const PERSONS = ['self', 'mother', 'father', 'grandmother', 'grandfather', 'other'] as const;

const choice = z.object({ label: z.string(), value: z.string() });

export const conversationSchema = z.object({
  locale: z.enum(LOCALES).default('vi'),
  /** The citizen asked for this language, so one message in another does not switch it. */
  localeChosen: z.boolean().default(false),
  /** Id of the carrier in talk. */
  carrier: z.string().nullable().default(null),
  /** Phones in talk, oldest first, at most five. */
  handsets: z.array(handsetInTalk).default([]),
  /** Intent in talk: what "thế còn vina?" continues. */
  topic: z.string().nullable().default(null),
  /** Whom the matter in talk is about, as the citizen says it: "bà nội", "má". */
  person: z
    .object({ kind: z.enum(PERSONS), word: z.string() })
    .nullable()
    .default(null),
  /** How the citizen speaks of themselves ("cô", "bác"): takes the place of "bạn". */
  address: z.string().nullable().default(null),
  /** A skill asked something; the next message comes back to it unless it is clearly about more. */
  waitingFor: z
    .object({ skill: z.string(), slot: z.string(), about: z.string().optional() })
    .nullable()
    .default(null),
  /** The buttons shown last: a number or a typed label picks one. */
  offered: z.array(choice).default([]),
  /** Turns in a row that were not understood. */
  failures: z.number().default(0),
  ticket: z
    .object({ code: z.string(), stage: z.enum(['waiting-message', 'open']) })
    .nullable()
    .default(null),
  /** The newest ticket, which may have ended: what "gửi lại cuộc trò chuyện" means. */
  lastTicket: z.string().nullable().default(null),
  /** Somebody old or alone was spoken of: locked out, they cannot call for help. */
  frail: z.boolean().default(false),
});
export type ConversationState = z.infer<typeof conversationSchema>;

/** A conversation in which nothing was said. */
export function freshConversation(locale: Locale = 'vi'): ConversationState {
  return conversationSchema.parse({ locale });
}

/** What a turn asks the outside to do, in the same transaction as its replies. */
export type Effect =
  /** Keep a request to talk to a person; `note` is what the citizen wrote (masked by the store). */
  | {
      kind: 'open-ticket';
      code: string;
      topic: string | null;
      summary: string;
      /** Somebody may be losing money, or cannot call for help: goes before the others. */
      urgent?: boolean;
    }
  | { kind: 'add-to-ticket'; code: string; note: string }
  /** Rather talk to the assistant: the ticket ends. */
  | { kind: 'withdraw-ticket'; code: string }
  /** A number to be called back on, given with consent; kept in the ticket alone. */
  | { kind: 'ask-callback'; code: string; phone: string }
  /** One tap after a person has helped: 1 badly, 2 fairly, 3 well. */
  | { kind: 'rate-ticket'; code: string; rating: 1 | 2 | 3 }
  /** Send what was said with the person once more. */
  | { kind: 'send-transcript'; code: string }
  | { kind: 'delete-my-data' }
  | { kind: 'stop-messages' }
  | { kind: 'feedback'; helpful: boolean };

/** What may be said of the people at the desk. Counts are of this moment, nothing is promised. */
export interface DeskNews {
  /** Id of the desk whose hours count: that of the citizen's ticket, else the operator's own. */
  readonly desk: string;
  /** People who are there now and take conversations. */
  readonly present: number;
  /** Tickets that wait, or would wait, before this citizen's. */
  readonly ahead: number;
  /** Where the citizen's own ticket stands; null without one. */
  readonly ticket: 'queued' | 'in-hand' | 'callback' | null;
}

/** One turn's input. The clock and the random code are arguments, so a turn is repeatable. */
export interface TurnInput {
  readonly conversation: ConversationState;
  readonly message: Pick<InboundMessage, 'kind' | 'text'>;
  readonly now: Date;
  /** The code of the conversation's open ticket, else one that is free, should the turn need it. */
  readonly ticketCode: string;
  /** Only where the answer speaks of it: a turn that does is taken again with it. */
  readonly desk?: DeskNews;
  /** A person is in charge: nothing is answered, only commands are heard. */
  readonly personInCharge?: boolean;
  /** A ticket waits for a person, so that none is offered once more. */
  readonly waiting?: boolean;
}

/** How the message was read. */
export interface Understood {
  readonly intent: string | null;
  /** All matters that were answered. */
  readonly intents: readonly string[];
  readonly score: number;
  /** What was offered when the turn asked back, otherwise up to three runners-up. */
  readonly alternatives: readonly { readonly intent: string; readonly score: number }[];
  readonly language: 'vi' | 'en' | 'km' | 'und';
  readonly entities: {
    readonly carriers: readonly string[];
    readonly handsets: readonly string[];
    readonly tac: readonly string[];
    readonly places: readonly string[];
    readonly person: string | null;
  };
}

/** One turn's outcome. `understood` is kept with the message for the list of misunderstandings. */
export interface TurnOutput {
  readonly conversation: ConversationState;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
  readonly understood: Understood;
}

/** The pure heart: understand → decide → render. Bound to a content snapshot by its maker. */
export type AnswerTurn = (input: TurnInput) => TurnOutput;
