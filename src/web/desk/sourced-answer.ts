/** What an agent says, with where it comes from. */
import type { Answer } from '../../bot/handoff/agent.ts';
import { conversationById } from '../../store/conversations.ts';
import type { StoredTicket } from '../../store/tickets.ts';
import type { DeskParts } from './context.ts';

/** The parts of an answer that depend on what it cites, and on the channel that carries it. */
export async function sourcedAnswer(
  { bot, longest }: DeskParts,
  { conversationId }: StoredTicket,
  _text: string,
  _cited: readonly string[],
): Promise<Pick<Answer, 'reply' | 'longest'>> {
  const conversation =
    conversationId === null ? undefined : await conversationById(bot.db, conversationId);
  return { longest: conversation === undefined ? null : longest(conversation.channel) };
}
