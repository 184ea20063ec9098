/** The dialogue's memory as the store keeps it. */
import type { ConversationState } from '../dialogue/conversation.ts';
import type { Conversation } from '../store/conversations.ts';

/** A conversation's state as its columns. */
export function stored(state: ConversationState): Pick<Conversation, 'state' | 'locale'> {
  return { state: JSON.stringify(state), locale: state.locale };
}
