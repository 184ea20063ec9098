/** A conversation as staff write it in `test/conversations/*.yaml`; README.md there explains it. */
import { z } from 'zod';
import { OWN_DESK } from '../../src/content/desk.ts';
import { isWhen } from '../../src/day.ts';
import { INBOUND_KINDS, LOCALES, OUTCOMES } from '../../src/message.ts';

/** YAML reads 390.000 as the number 390, so what looks like a number must stand in quotes. */
const IN_QUOTES = 'viết trong dấu nháy, như "113" hay "390.000"';
const quoted = z.string(IN_QUOTES);
const fragment = quoted.min(1);
/** One fragment, or several of which one must appear. */
const fragments = z.array(z.union([z.array(fragment).min(1), fragment], IN_QUOTES));
const when = z.string().refine(isWhen, 'không phải ngày (2026-11-22) hay ngày giờ');

/** What the assistant must do in one turn. What is not written is not looked at. */
const expectation = z.strictObject({
  intent: z.string().nullable().optional(),
  /** All matters that were answered in one message. */
  intents: z.array(z.string()).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  says: fragments.optional(),
  never: z.array(fragment).optional(),
  /** Labels or values that must be among the buttons. */
  choices: z.array(fragment).optional(),
  /** Labels or values that must not be among them. */
  noChoices: z.array(fragment).optional(),
  /** Titles, or parts of them, that must be among the sources. */
  sources: z.array(fragment).optional(),
  /** Characters without the source line. */
  maxLength: z.number().int().positive().optional(),
  language: z.enum(LOCALES).optional(),
  /** Effects outside the conversation: a ticket opened, data deleted. */
  does: z
    .array(
      z.enum([
        'open-ticket',
        'add-to-ticket',
        'withdraw-ticket',
        'ask-callback',
        'rate-ticket',
        'send-transcript',
        'delete-my-data',
        'stop-messages',
        'feedback',
      ]),
    )
    .optional(),
  /** Whether the ticket goes before the others. */
  urgent: z.boolean().optional(),
  /** Nothing is said and nothing done: a person is in charge. */
  silent: z.boolean().optional(),
  /** Fragments that what is written into the ticket must hold. */
  noted: fragments.optional(),
});
export type Expectation = z.infer<typeof expectation>;

const handset = z.strictObject({
  /** Begins with brand and model: "Nokia 105". */
  name: z.string(),
  network: z.enum(['2G', '3G', '4G', '5G']).nullable().optional(),
  verdict: z.string().optional(),
  certainty: z.enum(['sure', 'likely', 'unknown']).optional(),
});

/** What the assistant must remember after a turn. */
const memory = z.strictObject({
  status: z.enum(['bot', 'waiting', 'agent', 'closed']).optional(),
  language: z.enum(LOCALES).optional(),
  carrier: z.string().nullable().optional(),
  topic: z.string().nullable().optional(),
  /** All phones in talk, oldest first. */
  handsets: z.array(handset).optional(),
  /** Whether there is a ticket. */
  ticket: z.boolean().optional(),
});
export type Memory = z.infer<typeof memory>;

/** Who is at the desk, and where the citizen's ticket stands. */
const desk = z.strictObject({
  /** Id of the desk. */
  desk: z.string().default(OWN_DESK),
  present: z.number().int().nonnegative(),
  ahead: z.number().int().nonnegative().default(0),
  ticket: z.enum(['queued', 'in-hand', 'callback']).nullable().default(null),
});

const turn = z
  .strictObject({
    /** The clock is moved to this time before the turn. */
    at: when.optional(),
    desk: desk.optional(),
    /** A person has taken the conversation over. */
    inCharge: z.boolean().default(false),
    citizen: quoted.optional(),
    /** The text is written so many times, for floods. */
    repeat: z.number().int().positive().optional(),
    /** Other spellings: said in its place, they must be answered in the same way. */
    also: z.array(quoted).optional(),
    /** A button of the last reply, by label or value. */
    choice: z.string().optional(),
    event: z.enum(INBOUND_KINDS).exclude(['text', 'choice']).optional(),
    bot: expectation.default({}),
    state: memory.optional(),
  })
  .refine(
    ({ citizen, choice, event }) =>
      [citizen, choice, event].filter((one) => one !== undefined).length === 1,
    'mỗi lượt có đúng một dòng: citizen, choice hoặc event',
  );
export type StoryTurn = z.infer<typeof turn>;

export const storySchema = z.strictObject({
  title: z.string().min(1),
  /** The day or date-time of the talk, in Vietnam's time. */
  asOf: when,
  locale: z.enum(LOCALES).default('vi'),
  /** Fragments that no reply of the story may hold. */
  never: z.array(fragment).default([]),
  turns: z.array(turn).min(1),
});
export type Story = z.infer<typeof storySchema>;
