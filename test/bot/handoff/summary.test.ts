/** The five lines for whoever takes a ticket. */
import { expect, test } from 'vitest';
import { type Account, summarize } from '../../../src/bot/handoff/summary.ts';
import { conversationSchema, freshConversation } from '../../../src/dialogue/conversation.ts';
import { ownContent } from '../../helpers/content.ts';

const content = ownContent();
const words = { content, locale: 'vi', say: content.texts.say('vi') } as const;
const nothing: Account = {
  ...{ written: [], answers: [], memory: freshConversation(), standing: 'đang chờ' },
};
const lineOf = (account: Account) =>
  Object.fromEntries(summarize(account, words).map(({ topic, text }) => [topic, text]));

test('says what is not known', () => {
  expect(lineOf(nothing)).toEqual({
    ...{ asked: 'chưa rõ', carrier: 'chưa rõ', handset: 'chưa rõ' },
    ...{ told: 'chưa được trả lời gì', standing: 'đang chờ' },
  });
  expect(lineOf({ ...nothing, memory: null })).toMatchObject({ carrier: 'chưa rõ' });
});

test('tells what was asked, of which phone, and what was told with which sources', () => {
  const source = { title: 'Báo Lào Cai', url: null, asOf: '2024-07' };
  const handset = { key: 'nokia-1280', brand: 'Nokia', model: '1280', variant: null };
  const account: Account = {
    ...nothing,
    written: ['máy của bà tôi còn dùng được không', 'alo'],
    answers: [
      { intent: 'check-model', outcome: 'answered', sources: [source] },
      { intent: null, outcome: 'not-understood', sources: [] },
      { intent: 'handoff-human', outcome: 'handed-off', sources: [] },
    ],
    memory: conversationSchema.parse({
      carrier: 'viettel',
      handsets: [{ ...handset, network: '2G', verdict: 'blocked', certainty: 'sure' }],
    }),
  };
  expect(lineOf(account)).toEqual({
    asked: '“máy của bà tôi còn dùng được không” · một đời máy cụ thể',
    carrier: 'Viettel',
    handset: 'Nokia 1280 – 2G – không dùng được',
    told: 'một đời máy cụ thể · nguồn: Báo Lào Cai (7/2024) · máy không hiểu 1 lần',
    standing: 'đang chờ',
  });
});

test('takes in what was written to people after they had been asked for', () => {
  const written = ['gặp người', 'mạng viettel, máy Nokia 105 không gọi đi được', 'alo'];
  expect(lineOf({ ...nothing, written })).toMatchObject({
    asked: '“gặp người” … “mạng viettel, máy Nokia 105 không gọi đi được”',
    carrier: 'Viettel',
    handset: 'Nokia 105',
  });
});

test('stays five lines, however much was written', () => {
  const long = 'chữ '.repeat(1000);
  const sources = Array.from({ length: 20 }, (_, at) => ({
    title: `Báo ${at}`,
    url: null,
    asOf: null,
  }));
  const answers = Array.from({ length: 50 }, () => ({
    ...{ intent: 'volte', outcome: 'answered' as const, sources },
  }));
  const lines = summarize({ ...nothing, written: [long], answers }, words);
  expect(lines).toHaveLength(5);
  for (const { text } of lines) expect(text.length).toBeLessThan(200);
});
