import { describe, expect, test } from 'vitest';
import { receive } from '../../src/bot/receive.ts';
import { isReplyOf, rateReply } from '../../src/store/feedback.ts';
import { NOW, testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

describe.each(ENGINES)('a rating on %s', (engine) => {
  test('is replaced by a second tap on the same reply', async () => {
    const bot = testBot(await freshStore(engine));
    const [reply] = (await receive(bot, text('hello', 'm1'))).replies;
    const replyId = reply?.id ?? expect.fail();
    await rateReply(bot.db, { replyId, helpful: true, at: NOW.toISOString() });
    await rateReply(bot.db, { replyId, helpful: false, at: NOW.toISOString() });
    expect(await bot.db.selectFrom('feedback').selectAll().execute()).toEqual([
      { replyId, helpful: 0, createdAt: NOW.toISOString() },
    ]);
  });

  test('belongs to whom the reply was said', async () => {
    const bot = testBot(await freshStore(engine));
    const [reply] = (await receive(bot, text('hello', 'm1', 'web:a'))).replies;
    const replyId = reply?.id ?? expect.fail();
    await receive(bot, text('hello', 'm1', 'web:b'));
    expect(await isReplyOf(bot.db, replyId, 'web:a')).toBe(true);
    expect(await isReplyOf(bot.db, replyId, 'web:b')).toBe(false);
    expect(await isReplyOf(bot.db, 'no-such-reply', 'web:a')).toBe(false);
  });
});
