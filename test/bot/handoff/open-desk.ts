/** A desk in the morning, its agents, and citizens who speak to a tiny dialogue. */
import type { Bot } from '../../../src/bot/context.ts';
import { type Agent, sendAnswer } from '../../../src/bot/handoff/agent.ts';
import { receive } from '../../../src/bot/receive.ts';
import type { Address } from '../../../src/message.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { openTicketOf } from '../../../src/store/tickets.ts';
import { transcript } from '../../../src/store/transcript.ts';
import { movableClock, testBot, text } from '../../helpers/bot.ts';
import { type Engine, freshStore } from '../../helpers/databases.ts';
import { newId } from './town.ts';

/** Monday, nine o'clock in Vietnam: the desk is open until 11:30. */
const MORNING = new Date('2026-11-23T02:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const LAN = agent('lan', ['province']);
export const BINH = agent('binh', ['province']);
export const CHIEF = { ...agent('chief', 'all'), oversees: true };
export const VIETTEL = agent('viettel', ['carrier:viettel']);

function agent(id: string, desks: Agent['desks']): Agent & { readonly id: string } {
  return { id, name: `Bàn ${id}`, desks, oversees: false };
}

/** `person` asks for a person; the ticket is then there. */
export async function openDesk(engine: Engine, at = MORNING) {
  const clock = movableClock(at);
  const bot = testBot(await freshStore(engine), { now: clock.now });
  let count = 0;
  const say = (words: string, address: Address = 'web:ba') => {
    count += 1;
    return receive(bot, text(words, `m${count}`, address));
  };
  const ticket = async (address: Address = 'web:ba') => {
    const conversation = await findConversation(bot.db, address);
    const found = conversation && (await openTicketOf(bot.db, conversation.id));
    if (found === undefined) throw new Error('no open ticket');
    return found;
  };
  const ask = async (address: Address = 'web:ba') => {
    await say('person giúp với', address);
    return (await ticket(address)).code;
  };
  const answer = (who: Agent, code: string, words: string) =>
    sendAnswer(bot, who, code, { id: newId(), text: words });
  return { bot, clock, say, ask, ticket, answer };
}

/** What was said to a citizen, in order. */
export async function replies(bot: Bot, address: Address = 'web:ba') {
  const entries = await transcript(bot.db, address, { after: 0, limit: 100 });
  return entries.flatMap((entry) => (entry.by === 'reply' ? [entry.stored] : []));
}

export async function lastSaid(bot: Bot): Promise<string> {
  return (await replies(bot)).at(-1)?.reply.text ?? '';
}

/** The same in words. */
export async function everything(bot: Bot): Promise<string[]> {
  return (await replies(bot)).map(({ author, reply }) => `${author}: ${reply.text}`);
}
