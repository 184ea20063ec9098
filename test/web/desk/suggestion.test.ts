/** What the assistant would say is offered to a person only where a person may say it. */
import { expect, test } from 'vitest';
import type { AnswerTurn } from '../../../src/dialogue/conversation.ts';
import { isForPeople } from '../../../src/web/desk/suggestion.ts';
import { countingDialogue } from '../../helpers/bot.ts';
import { ownContent } from '../../helpers/content.ts';
import { askForPerson, atDesk, startDesk, write } from '../../helpers/desk.ts';

/** Answers as the intent whose name is written. */
const named: AnswerTurn = (input) => {
  const output = countingDialogue(input);
  const intent = input.message.text;
  return { ...output, replies: output.replies.map((reply) => ({ ...reply, intent })) };
};

async function suggestedFor(words: string): Promise<boolean> {
  const web = await startDesk({ parts: { answer: () => named } });
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  await write(web, 'web:hoa', words);
  return (await agent.get(`/console/desk/${code}`)).html.includes('id="use-suggestion"');
}

test('an answer about a phone is offered', async () => {
  expect(await suggestedFor('check-model')).toBe(true);
});

test.each([
  ...['about-bot', 'handoff-human', 'thanks', 'greeting', 'goodbye'],
  ...['privacy', 'language', 'stop', 'help', 'out-of-scope'],
])('an answer about %s is not', async (intent) => {
  expect(await suggestedFor(intent)).toBe(false);
});

test('what would ask for a person once more is not offered', async () => {
  expect(await suggestedFor('person nữa')).toBe(false);
});

test('what the assistant has answered itself is not offered again to whoever takes over', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  await write(web, 'web:hoa', 'máy nokia 105 còn dùng được không');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const page = async () => (await agent.get(`/console/desk/${code}`)).html;
  expect(await page()).not.toContain('id="use-suggestion"');
  await write(web, 'web:hoa', 'còn máy samsung');
  expect(await page()).toContain('id="use-suggestion"');
});

test('nothing that may be offered speaks as a machine', () => {
  const content = ownContent();
  const machine =
    /mình là (?:trợ lý|máy)|máy trả lời tự động|\bI am (?:Trợ lý|an? (?:answering )?machine)/i;
  const spoken = [...content.intents.values()]
    .filter(({ answers }) => answers.some(({ text }) => machine.test(JSON.stringify(text))))
    .map(({ id }) => id);
  expect(spoken).toContain('about-bot');
  expect(spoken.filter((id) => isForPeople(id, content))).toEqual([]);
});
