/** The web chat with the real dialogue, and somebody at the desk behind it. */
import { join } from 'node:path';
import { openDialogue } from '../../src/bot/dialogue.ts';
import { type Agent, closeTicket, sendAnswer } from '../../src/bot/handoff/agent.ts';
import { takeTicket } from '../../src/bot/handoff/assign.ts';
import { openContent } from '../../src/content/files.ts';
import type { AnswerTurn } from '../../src/dialogue/conversation.ts';
import { type RunningWeb, startWeb, type WebOptions } from './web-server.ts';

const ROOT = join(import.meta.dirname, '../..');
const LAN: Agent = { id: 'lan', name: 'Lan', desks: 'all', oversees: false };

/** A Tuesday afternoon in Vietnam, when the desk is open. */
const IN_HOURS = new Date('2026-11-24T07:00:00.000Z');

let dialogue: AnswerTurn | undefined;

export interface WebDesk {
  readonly web: RunningWeb;
  /** What somebody at the desk does with the newest ticket. */
  readonly desk: {
    take(): Promise<void>;
    answer(text: string): Promise<void>;
    close(): Promise<void>;
    /** Its state, and what has been kept with it. */
    ticket(): Promise<{ code: string; state: string; rating: number | null }>;
  };
}

export async function startWebDesk(options: WebOptions = {}): Promise<WebDesk> {
  const content = openContent(ROOT, '2026-11-22');
  // The models of earlier runs are used again: training takes seconds.
  dialogue ??= await openDialogue(content, join(ROOT, 'var'));
  const answer = dialogue;
  const web = await startWeb({
    ...options,
    content,
    parts: { answer: () => answer, content: () => content, now: () => IN_HOURS, ...options.parts },
  });
  const { bot } = web;
  const ticket = async () => {
    const rows = bot.db.selectFrom('ticket').select(['code', 'state', 'rating']);
    return rows.orderBy('openedAt', 'desc').executeTakeFirstOrThrow();
  };
  return {
    web,
    desk: {
      ticket,
      async take() {
        await takeTicket(bot, LAN, (await ticket()).code);
      },
      async answer(text) {
        await sendAnswer(bot, LAN, (await ticket()).code, { id: bot.newId(), text });
      },
      async close() {
        await closeTicket(bot, LAN, (await ticket()).code, { outcome: 'answered' });
      },
    },
  };
}
