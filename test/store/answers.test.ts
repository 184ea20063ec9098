import { describe, expect, test } from 'vitest';
import { receive } from '../../src/bot/receive.ts';
import type { Address } from '../../src/message.ts';
import { countAnswersSince } from '../../src/store/answers.ts';
import { settleReplies } from '../../src/store/settlement.ts';
import { NOW, testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

const GRANDMA: Address = 'sms:84901234567';

describe.each(ENGINES)('answers counted on %s', (engine) => {
  test('are those that were sent, to this address, since then, by the assistant', async () => {
    const store = await freshStore(engine);
    const bot = testBot(store);
    const { replies } = await receive(bot, text('two', 'a', GRANDMA));
    const [first, second] = replies;
    await receive(bot, text('hello', 'b', 'sms:84907654321'));
    expect(await countAnswersSince(store.db, GRANDMA, '2026-01-01')).toBe(0);

    const at = NOW.toISOString();
    await store.db.updateTable('outbox').set({ status: 'sending' }).execute();
    for (const { id } of [first, second].filter((row) => row !== undefined)) {
      await settleReplies(store.db, [{ kind: 'sent', id, externalId: id, at }]);
    }
    expect(await countAnswersSince(store.db, GRANDMA, at)).toBe(2);
    expect(await countAnswersSince(store.db, GRANDMA, '2026-11-22T05:00:00.001Z')).toBe(0);
    expect(await countAnswersSince(store.db, 'sms:84907654321', at)).toBe(0);

    await store.db
      .updateTable('outbox')
      .set({ author: 'agent' })
      .where('id', '=', first?.id ?? '')
      .execute();
    expect(await countAnswersSince(store.db, GRANDMA, at)).toBe(1);
  });
});
