/** A small dialogue for the web tests: each word brings another kind of answer. */
import type { AnswerTurn, ConversationState } from '../../src/dialogue/conversation.ts';
import type { Reply } from '../../src/message.ts';
import { reply } from './bot.ts';

const SOURCE = { title: 'Bộ thử', url: 'https://example.org/nguon?a=1&b=2', asOf: '2026-09-15' };

/** What is answered to which words; anything else is said back. */
const ANSWERS: Readonly<Record<string, Partial<Reply>>> = {
  'i:check-phone': {
    lead: 'Máy tên gì? Chữ thường in ở mặt sau.',
    choices: [
      { label: 'Nokia 1280', value: 'f:1280' },
      { label: 'Gặp người thật', value: 'i:handoff-human' },
    ],
  },
  'nokia 1280': {
    lead: 'Máy này không gọi được nữa.',
    cards: [
      {
        kind: 'verdict',
        tone: 'bad',
        sign: 'Không dùng được',
        title: 'Nokia 1280',
        lines: ['Chỉ có 2G.', 'Hỏi nhà mạng: 1800 0000 (miễn phí)'],
      },
    ],
    tail: 'Bạn cần đổi sang máy 4G.',
    sources: [SOURCE],
    text: 'Máy này không gọi được nữa.\nNguồn: Bộ thử, 15/9/2026 · kiểm tra ngày 22/11/2026',
    choices: [
      { label: 'Hỗ trợ đổi máy', value: 'i:offer-handset' },
      { label: 'Gặp người thật', value: 'i:handoff-human' },
    ],
  },
};

export const webDialogue: AnswerTurn = ({ conversation, message }) => {
  const turn = conversation.failures + 1;
  const known = ANSWERS[message.text];
  const spoken = switched(conversation, message.text);
  const lead = `${turn}: ${message.text}`;
  return {
    conversation: { ...spoken, failures: turn },
    replies: [{ ...reply(lead, { language: spoken.locale }), ...known }],
    effects: message.text === 'forget' ? [{ kind: 'delete-my-data' }] : [],
    understood: {
      intent: 'echo',
      intents: [],
      score: 0.5,
      alternatives: [],
      language: 'vi',
      entities: { carriers: [], handsets: [], tac: [], places: [], person: null },
    },
  };
};

function switched(conversation: ConversationState, text: string): ConversationState {
  if (text !== 'l:vi' && text !== 'l:en') return conversation;
  return { ...conversation, locale: text === 'l:en' ? 'en' : 'vi', localeChosen: true };
}
