/** What the message path works with. Clock and randomness come from outside, so tests set them. */
import { EventEmitter } from 'node:events';
import type { Snapshot } from '../content/content.ts';
import type { AnswerTurn } from '../dialogue/conversation.ts';
import type { Log } from '../log.ts';
import type { ChannelName, Locale, Reply } from '../message.ts';
import type { Store } from '../store/open.ts';
import type { Db } from '../store/schema.ts';
import { groupCommit, inTransaction, type Transact } from '../store/transaction.ts';
import { growingIds, type Random, ticketCode } from './ids.ts';
import { type Serial, serial } from './serial.ts';
import { createTyping, type Typing } from './typing.ts';

/** Words for a turn in which the program broke; the code is of the ticket that it opened. */
export type Apology = (locale: Locale, ticketCode: string) => Reply;

export interface BotParts {
  readonly store: Store;
  /** The dialogue over the content in force now; asked anew for each message. */
  readonly answer: () => AnswerTurn;
  readonly apology: Apology;
  /** The content in force now; what people say at the desk comes from it. */
  readonly content: () => Snapshot;
  readonly now: () => Date;
  readonly random: Random;
  readonly log: Log;
  /** Hours after which staff who work outside this program count as silent. */
  readonly outsideHours?: number;
}

/** Unless an installation says otherwise, staff outside this program may be silent for a day. */
const OUTSIDE_HOURS = 24;

export interface Bot {
  readonly db: Db;
  /** For the message path: on a file, what comes together is committed together. */
  readonly transact: Transact;
  /** Whether this process alone sends from this database. */
  readonly exclusive: boolean;
  readonly answer: AnswerTurn;
  readonly apology: Apology;
  readonly content: () => Snapshot;
  readonly outsideHours: number;
  readonly now: () => Date;
  readonly random: Random;
  readonly newId: () => string;
  readonly newTicketCode: () => string;
  readonly log: Log;
  /** Says that replies were queued on a channel, after their commit. */
  readonly queued: EventEmitter<{ queued: [ChannelName] }>;
  /** Says to which tickets, by their ids, something has happened, after its commit. */
  readonly desk: EventEmitter<{ changed: [readonly string[]] }>;
  /** Who is writing just now. */
  readonly typing: Typing;
  /** One turn at a time in each conversation. */
  readonly inTurn: Serial;
}

export function createBot(parts: BotParts): Bot {
  const { store, answer, apology, content, now, random, log, outsideHours } = parts;
  return {
    db: store.db,
    transact: store.exclusive ? groupCommit(store.db) : (work) => inTransaction(store.db, work),
    exclusive: store.exclusive,
    get answer() {
      return answer();
    },
    apology,
    content,
    outsideHours: outsideHours ?? OUTSIDE_HOURS,
    now,
    random,
    newId: growingIds(now, random),
    newTicketCode: () => ticketCode(random),
    log,
    queued: new EventEmitter(),
    desk: new EventEmitter(),
    typing: createTyping({ now }),
    inTurn: serial(),
  };
}
