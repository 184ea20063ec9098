/**
 * The ticket's states and what leads from one to the next, as one table.
 *
 * `requested` → `queued` → `assigned` → `waiting-citizen` ⇄ `waiting-staff` → `resolved`,
 * `abandoned` or `expired`; `callback` is left by a telephone call. An event that is missing in a
 * row cannot happen there; one that leads back to its own state is kept as an event all the same.
 */
import type { ConversationStatus } from '../../message.ts';
import {
  OPEN_STATES,
  type TicketEvent,
  type TicketState,
  type TicketTable,
} from '../../store/schema.ts';

type Row = Readonly<Partial<Record<TicketEvent, TicketState>>>;

/** What may happen to any ticket that is still open, wherever it stands. */
const ANYWHERE = (state: TicketState): Row => ({
  note: state,
  overdue: state,
  resolve: 'resolved',
  withdraw: 'abandoned',
});

/** What may happen while a person is in charge. */
const IN_HAND = (state: TicketState): Row => ({
  ...ANYWHERE(state),
  reply: 'waiting-citizen',
  message: 'waiting-staff',
  transfer: state,
  'take-over': state,
  'hand-on': 'queued',
  release: 'queued',
  away: state,
  // The number goes to the person who is there.
  'ask-callback': state,
});

/** After the end citizens may still say how they were helped, and staff what they learned. */
const ENDED = (state: TicketState): Row => ({ rate: state, note: state });

/** From each state: what may happen, and where it leads. */
const TRANSITIONS: Readonly<Record<TicketState, Row>> = {
  requested: { enqueue: 'queued', withdraw: 'abandoned' },
  queued: {
    ...ANYWHERE('queued'),
    take: 'assigned',
    message: 'queued',
    away: 'queued',
    'hand-on': 'queued',
    'ask-callback': 'callback',
    expire: 'expired',
  },
  assigned: { ...IN_HAND('assigned'), vanish: 'queued', lapse: 'queued' },
  'waiting-staff': { ...IN_HAND('waiting-staff'), vanish: 'queued', lapse: 'queued' },
  'waiting-citizen': { ...IN_HAND('waiting-citizen'), silence: 'expired' },
  // Somebody who takes it says that they will phone; who writes instead takes the conversation.
  callback: {
    ...ANYWHERE('callback'),
    take: 'callback',
    'take-over': 'callback',
    reply: 'waiting-citizen',
    release: 'callback',
    vanish: 'callback',
    'hand-on': 'callback',
    'ask-callback': 'callback',
    expire: 'expired',
  },
  resolved: ENDED('resolved'),
  abandoned: ENDED('abandoned'),
  expired: ENDED('expired'),
};

/** Where an event leads; undefined when it cannot happen there. */
export function nextState(from: TicketState, event: TicketEvent): TicketState | undefined {
  return TRANSITIONS[from][event];
}

/** Whether somebody still has something to do. */
export function isOpenState(state: TicketState): boolean {
  return OPEN_STATES.some((open) => open === state);
}

/** States in which one person answers for the ticket. */
export const IN_HAND_STATES = ['assigned', 'waiting-citizen', 'waiting-staff'] as const;

/** Whether one person answers for the ticket. */
export function isInHand(state: TicketState): boolean {
  return IN_HAND_STATES.some((held) => held === state);
}

/**
 * Who is in charge of the conversation of a ticket: a person as long as one has it in hand. While
 * it waits for one, the first time or again, the assistant is there: nobody in need meets silence.
 */
export function statusOf({ state }: Pick<TicketTable, 'state'>): ConversationStatus {
  if (isInHand(state)) return 'agent';
  return isOpenState(state) && state !== 'callback' ? 'waiting' : 'bot';
}
