/** What the message path works with. Clock and randomness come from outside, so tests set them. */
import { EventEmitter } from 'node:events';
import type { AnswerTurn } from '../dialogue/conversation.ts';
import type { Log } from '../log.ts';
import type { ChannelName, Locale, Reply } from '../message.ts';
import type { Store } from '../store/open.ts';
import type { Db } from '../store/schema.ts';
import { groupCommit, inTransaction, type Transact } from '../store/transaction.ts';
import { type Random, ticketCode, uuidv7 } from './ids.ts';
import { type Serial, serial } from './serial.ts';

/** Words for a turn in which the program broke; the code is of the ticket that it opened. */
export type Apology = (locale: Locale, ticketCode: string) => Reply;

export interface BotParts {
  readonly store: Store;
  /** The dialogue over the content in force now; asked anew for each message. */
  readonly answer: () => AnswerTurn;
  readonly apology: Apology;
  readonly now: () => Date;
  readonly random: Random;
  readonly log: Log;
}

export interface Bot {
  readonly db: Db;
  /** For the message path: on a file, what comes together is committed together. */
  readonly transact: Transact;
  /** Whether this process alone sends from this database. */
  readonly exclusive: boolean;
  readonly answer: AnswerTurn;
  readonly apology: Apology;
  readonly now: () => Date;
  readonly random: Random;
  readonly newId: () => string;
  readonly newTicketCode: () => string;
  readonly log: Log;
  /** Says that replies were queued on a channel, after their commit. */
  readonly queued: EventEmitter<{ queued: [ChannelName] }>;
  /** One turn at a time in each conversation. */
  readonly inTurn: Serial;
}

export function createBot({ store, answer, apology, now, random, log }: BotParts): Bot {
  return {
    db: store.db,
    transact: store.exclusive ? groupCommit(store.db) : (work) => inTransaction(store.db, work),
    exclusive: store.exclusive,
    get answer() {
      return answer();
    },
    apology,
    now,
    random,
    newId: () => uuidv7(now(), random),
    newTicketCode: () => ticketCode(random),
    log,
    queued: new EventEmitter(),
    inTurn: serial(),
  };
}
