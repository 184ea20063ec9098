import { expect, it } from 'vitest';
import { scaledNlp, stockNlp } from '../../src/evaluate/rivals.ts';
import { chatWords } from '../helpers/chat-words.ts';

const examples = [
  { intent: 'shutdown-when', text: 'bao giờ tắt sóng 2G' },
  { intent: 'shutdown-when', text: 'ngày nào cắt 2G' },
  { intent: 'sim-4g', text: 'đổi sim ở đâu' },
  { intent: 'sim-4g', text: 'thay sim mất bao nhiêu' },
];

it.each([
  ['stock nlp.js', () => stockNlp(examples)],
  ['nlp.js on the same features', () => scaledNlp(examples, chatWords)],
] as const)('%s answers and refuses', async (_name, train) => {
  const ask = await train();
  expect(await ask('ngày nào tắt sóng')).toMatchObject({
    intent: 'shutdown-when',
    outcome: 'answered',
  });
  expect(await ask('wzfw')).toMatchObject({ intent: null, outcome: 'not-understood' });
});
