import { describe, expect, test } from 'vitest';
import { receive } from '../../src/bot/receive.ts';
import { transcript } from '../../src/store/transcript.ts';
import { testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

describe.each(ENGINES)('a transcript on %s', (engine) => {
  test('shows both sides in order, only of this address, a page at a time', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('hello', 'm1'));
    await receive(bot, text('two', 'm2'));
    await receive(bot, text('hello', 'm1', 'web:neighbour'));
    const page = async (range: { after: number; limit: number }) =>
      (await transcript(bot.db, 'web:grandma', range)).map((entry) =>
        entry.by === 'citizen' ? entry.text : entry.stored.reply.text,
      );
    expect(await page({ after: 0, limit: 50 })).toEqual(['hello', '1', 'two', '2a', '2b']);
    expect(await page({ after: 3, limit: 50 })).toEqual(['2a', '2b']);
    expect(await page({ after: 0, limit: 2 })).toEqual(['2a', '2b']);
    expect(await transcript(bot.db, 'web:nobody', { after: 0, limit: 50 })).toEqual([]);
  });
});
