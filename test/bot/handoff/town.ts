/** A small town for the hand-off: citizens, agents, a clock, a database that may lose its program. */
import { randomUUID } from 'node:crypto';
import { type Bursts, startBursts } from '../../../src/bot/burst.ts';
import type { Bot } from '../../../src/bot/context.ts';
import type { Agent } from '../../../src/bot/handoff/agent.ts';
import { Refusal, type RefusalReason } from '../../../src/bot/handoff/refusal.ts';
import type { Address, ConversationStatus } from '../../../src/message.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { openStore, type Store, type StoreSettings } from '../../../src/store/open.ts';
import { openTicketOf, type StoredTicket } from '../../../src/store/tickets.ts';
import { testBot } from '../../helpers/bot.ts';

/** A Monday in office hours. */
const BEGIN = Date.parse('2026-11-23T02:00:00.000Z');
/** Nothing of a burst happens by itself: its program dies before, and the next one takes all. */
const ASLEEP = { quiet: 600_000, longest: 600_000, lost: -600_000, sweep: 600_000 };

export const AGENTS: readonly Agent[] = [
  { id: 'a1', name: 'Bàn 1', desks: ['province'], oversees: false },
  { id: 'a2', name: 'Bàn 2', desks: ['province'], oversees: false },
  { id: 'lead', name: 'Trưởng ca', desks: 'all', oversees: true },
  { id: 'viettel', name: 'Viettel 1', desks: ['carrier:viettel'], oversees: false },
];

/** What a message was when it came. */
export interface Written {
  readonly externalId: string;
  readonly words: string;
  /** Whether nothing may answer it: a person is in charge, or it is no burst's last message. */
  readonly silent: boolean;
  /** Whether it was for the person in charge: then it has to be with the ticket. */
  readonly toPerson: boolean;
}

/** What the model knows of a citizen. */
export interface Citizen {
  readonly address: Address;
  readonly written: Written[];
  /** Of a channel that answers by bursts: what its program has not come to yet. */
  pending: Omit<Written, 'silent' | 'toPerson'>[];
}

/** The model beside the program: what was acknowledged has to be there ever after. */
export interface Model {
  readonly citizens: readonly Citizen[];
  /** Ids of answers that agents were told are sent, by address. */
  readonly answers: Map<Address, string[]>;
  steps: number;
  refused: number;
}

export function freshModel(): Model {
  const addresses: Address[] = ['web:1', 'web:2', 'telegram:3', 'zalo-oa:4'];
  const citizens = addresses.map((address) => ({ address, written: [], pending: [] }));
  return { citizens, answers: new Map(), steps: 0, refused: 0 };
}

export class Town {
  readonly #settings: StoreSettings;
  #at = BEGIN;
  store: Store;
  bot: Bot;
  bursts: Bursts;

  private constructor(settings: StoreSettings, store: Store) {
    this.#settings = settings;
    this.store = store;
    this.bot = this.#newBot();
    this.bursts = { take: () => Promise.reject(new Error('not started')), stop: async () => {} };
  }

  static async open(settings: StoreSettings): Promise<Town> {
    const town = new Town(settings, await openStore(settings));
    town.bursts = await startBursts(town.bot, ASLEEP);
    return town;
  }

  #newBot(random?: (bytes: number) => Uint8Array): Bot {
    const now = () => new Date(this.#at);
    return testBot(this.store, random === undefined ? { now } : { now, random });
  }

  forward(milliseconds: number): void {
    this.#at += milliseconds;
  }

  /** The program is gone, with all that was in its memory; the next one finds the database. */
  async restart(): Promise<void> {
    await this.store.close();
    this.store = await openStore(this.#settings);
    this.bot = this.#newBot();
    this.bursts = await startBursts(this.bot, ASLEEP);
  }

  /** A program that dies in the middle of its work: at the nth thing that it draws by chance. */
  dying(draws: number): Bot {
    let left = draws;
    return this.#newBot((bytes) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      return crypto.getRandomValues(new Uint8Array(bytes));
    });
  }

  /** Whether a message still waits for its turn. */
  async owes(): Promise<boolean> {
    const waiting = this.bot.db.selectFrom('inboundMessage').select('id');
    return (await waiting.where('turnDueAt', 'is not', null).executeTakeFirst()) !== undefined;
  }

  /** All kinds of things that have happened to tickets. */
  async events(): Promise<string[]> {
    const rows = await this.bot.db.selectFrom('ticketEvent').select('event').distinct().execute();
    return rows.map(({ event }) => event);
  }

  async status(address: Address): Promise<ConversationStatus> {
    return (await findConversation(this.bot.db, address))?.status ?? 'bot';
  }

  async newestCode(address: Address): Promise<string> {
    const row = await this.bot.db
      .selectFrom('ticket')
      .innerJoin('conversation', 'conversation.id', 'ticket.conversationId')
      .select('code')
      .where('conversation.address', '=', address)
      .orderBy('openedAt', 'desc')
      .executeTakeFirst();
    return row?.code ?? '-';
  }

  async ticket(address: Address): Promise<StoredTicket | undefined> {
    const conversation = await findConversation(this.bot.db, address);
    return conversation && openTicketOf(this.bot.db, conversation.id);
  }
}

/** What a refusal says, or undefined when it was done. */
export async function refusalOf(act: Promise<unknown>): Promise<RefusalReason | undefined> {
  try {
    await act;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

export const newId = (): string => randomUUID();
