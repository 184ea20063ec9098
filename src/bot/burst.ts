/**
 * People write in short pieces: "alo", "cho hỏi", "máy nokia 1280". Each piece is stored before the
 * channel is told "received"; a quiet moment later, all that came are answered in one turn.
 *
 * What waits is a row in the database, so a process that dies loses no answer: the next one, or
 * another one beside it, takes the turn. Then the text is masked, as it is stored; word for word it
 * is only in the memory of the process that took it in.
 */
import type { Acceptance } from '../channels/channel.ts';
import { type ChannelName, type InboundMessage, mediaIn } from '../message.ts';
import { readAttachment } from '../store/attachments.ts';
import { lockConversationById, saveConversation } from '../store/conversations.ts';
import {
  findMessage,
  noteTurn,
  overdueConversations,
  type PendingMessage,
  pendingMessages,
} from '../store/messages.ts';
import type { Db } from '../store/schema.ts';
import type { Bot } from './context.ts';
import { keepMessage, openConversation } from './keep.ts';
import { type Turn, takeTurn } from './turn.ts';

/** How long messages wait for more; all times in milliseconds. */
export interface Rhythm {
  /** The turn is taken when nothing more came for so long. */
  readonly quiet: number;
  /** And at the latest so long after the first message. */
  readonly longest: number;
  /** A turn that is late by so much has lost its process. */
  readonly lost: number;
  /** How often such turns are looked for. */
  readonly sweep: number;
}

export const DEFAULT_RHYTHM: Rhythm = { quiet: 1000, longest: 4000, lost: 15_000, sweep: 10_000 };

/** Longer texts are no pieces: they are answered at once. In UTF-16 units. */
const LONGEST_PIECE = 160;
/** Turns that one sweep takes up. */
const SWEPT = 500;

export interface Bursts {
  /** Stores a message; its turn follows by itself. */
  take(message: InboundMessage): Promise<Acceptance>;
  /** Takes the turns that wait, and ends. */
  stop(): Promise<void>;
}

interface Burst {
  readonly since: number;
  readonly ids: string[];
  timer: NodeJS.Timeout;
}

/** Starts with the turns that an earlier process still owes. */
export async function startBursts(bot: Bot, rhythm: Rhythm = DEFAULT_RHYTHM): Promise<Bursts> {
  /** Open bursts by conversation. */
  const open = new Map<string, Burst>();
  /** What was written, word for word, by message id. */
  const words = new Map<string, string>();

  async function take(message: InboundMessage): Promise<Acceptance> {
    const { address, kind, text } = message;
    const id = bot.newId();
    const pause = kind === 'choice' || text.length > LONGEST_PIECE ? 0 : rhythm.quiet;
    let kept: Kept | undefined;
    words.set(id, text);
    try {
      kept = await bot.inTurn(address, () =>
        bot.transact((tx) => keep(bot, tx, message, id, pause)),
      );
    } finally {
      if (kept === undefined) words.delete(id);
    }
    if (kept !== undefined) extend(kept.conversationId, id, kept.toPerson ? 0 : pause);
    return { answering: kept?.toPerson === false };
  }

  function extend(conversationId: string, id: string, pause: number): void {
    const { since = performance.now(), ids = [], timer } = open.get(conversationId) ?? {};
    clearTimeout(timer);
    const left = Math.max(0, Math.min(pause, since + rhythm.longest - performance.now()));
    const next = setTimeout(() => void answer(conversationId), left);
    open.set(conversationId, { since, ids: [...ids, id], timer: next });
  }

  /** Never throws: what could not be answered is taken up by a sweep. */
  async function answer(conversationId: string): Promise<void> {
    const burst = open.get(conversationId);
    clearTimeout(burst?.timer);
    open.delete(conversationId);
    try {
      const { channel, answered, touched } = await bot.transact((tx) =>
        answerPending(bot, tx, conversationId, words),
      );
      for (const id of [...answered, ...(burst?.ids ?? [])]) words.delete(id);
      if (channel !== undefined) bot.queued.emit('queued', channel);
      if (touched.length > 0) bot.desk.emit('changed', touched);
    } catch (err) {
      bot.log.error({ err, conversationId }, 'turn could not be stored');
    }
  }

  async function sweep(late: number): Promise<void> {
    const due = new Date(bot.now().getTime() - late).toISOString();
    const owed = await overdueConversations(bot.db, due, SWEPT);
    await Promise.all(owed.map(answer));
  }

  // Where nobody else serves, whatever waits is from a process that is dead.
  await sweep(bot.exclusive ? -rhythm.longest : rhythm.lost);
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep(rhythm.lost).catch((err: unknown) => {
      bot.log.error({ err }, 'looking for late turns failed');
    });
  }, rhythm.sweep);
  timer.unref();
  return {
    take,
    async stop() {
      clearInterval(timer);
      await Promise.all([...open.keys()].map(answer));
      await sweeping;
    },
  };
}

/** A message that waits for its turn. */
interface Kept {
  readonly conversationId: string;
  /** A person is in charge, who reads it at once and piece by piece. */
  readonly toPerson: boolean;
}

/** Keeps a message; undefined when it has come before. */
async function keep(
  bot: Bot,
  db: Db,
  message: InboundMessage,
  id: string,
  pause: number,
): Promise<Kept | undefined> {
  if ((await findMessage(db, message.address, message.externalId)) !== undefined) return undefined;
  const now = bot.now();
  const conversation = await openConversation(bot, db, message.address);
  const conversationId = conversation.id;
  const toPerson = conversation.status === 'agent';
  const seq = conversation.lastSeq + 1;
  const turnDueAt = new Date(now.getTime() + (toPerson ? 0 : pause)).toISOString();
  const unread = { intent: null, score: null, outcome: null };
  await keepMessage(db, message, now, { id, conversationId, seq, turnDueAt, ...unread });
  await saveConversation(db, conversation, { lastSeq: seq });
  return { conversationId, toPerson };
}

interface Answered {
  /** Undefined when nothing waited. */
  readonly channel: ChannelName | undefined;
  /** The ids of the messages. */
  readonly answered: readonly string[];
  /** Ids of the tickets to which something happened. */
  readonly touched: readonly string[];
}

/** Answers all that waits in a conversation, turn by turn. */
async function answerPending(
  bot: Bot,
  db: Db,
  conversationId: string,
  words: ReadonlyMap<string, string>,
): Promise<Answered> {
  const answered: string[] = [];
  const touched: string[] = [];
  for (;;) {
    const now = bot.now();
    const conversation = await lockConversationById(db, conversationId, now.toISOString());
    const pending = await pendingMessages(db, conversationId);
    const burst = firstBurst(pending);
    const last = burst.at(-1);
    if (conversation === undefined || last === undefined) {
      return { channel: undefined, answered, touched };
    }
    const message = joined(burst, words);
    const turn = { conversation, message, messageId: last.id, seq: conversation.lastSeq, now };
    const taken = await takeTurn(bot, db, turn, (noted) => noteTurn(db, burst, noted));
    answered.push(...burst.map(({ id }) => id));
    touched.push(...taken.touched);
    if (burst.length === pending.length) {
      return { channel: conversation.channel, answered, touched };
    }
  }
}

/** The messages that one turn answers: a pressed button is a turn of its own. */
function firstBurst(pending: readonly PendingMessage[]): readonly PendingMessage[] {
  const button = pending.findIndex(({ kind }) => kind === 'choice');
  if (button === -1) return pending;
  return pending.slice(0, Math.max(1, button));
}

/** The texts line by line; a picture among them goes without saying, alone it is answered as such. */
function joined(
  burst: readonly PendingMessage[],
  words: ReadonlyMap<string, string>,
): Turn['message'] {
  const texts = burst.filter(({ text }) => text !== '');
  const kind = texts.at(-1)?.kind ?? burst.at(-1)?.kind ?? 'text';
  const media = burst.flatMap(({ attachment, ...message }) =>
    mediaIn({ ...message, attachment: readAttachment(attachment) }),
  );
  return { kind, media, text: texts.map(({ id, text }) => words.get(id) ?? text).join('\n') };
}
