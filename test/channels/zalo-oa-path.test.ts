/** An Official Account with the stores and the message path of production around it. */
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Bot } from '../../src/bot/context.ts';
import { staffReplied } from '../../src/bot/handoff/outside.ts';
import { zaloOaChannel } from '../../src/channels/zalo-oa.ts';
import type { Address } from '../../src/message.ts';
import { lastContact } from '../../src/store/contact.ts';
import { findConversation } from '../../src/store/conversations.ts';
import { forgetBrowser } from '../../src/store/forget.ts';
import { connectZalo, zaloTokenStore, zaloVerifier } from '../../src/store/zalo-tokens.ts';
import { ownContent } from '../helpers/content.ts';
import { ENGINES, type Engine, freshSettings, openFor } from '../helpers/databases.ts';
import { connect, OA_DEFAULTS, USER } from '../helpers/zalo-oa.ts';
import { startZaloOa } from '../providers/zalo-oa.ts';
import { type Rig, settled, startRig } from './rig.ts';

const ADDRESS: Address = `zalo-oa:${USER}`;

// The desk reads it at its first ticket, and Zalo waits two seconds for an answer.
beforeAll(() => void ownContent());

async function start(engine: Engine) {
  const zalo = await startZaloOa();
  onTestFinished(() => zalo.close());
  const database = await freshSettings(engine);
  const { db } = await openFor(database);
  await zaloVerifier(db, zalo.app.appId, 'verifier');
  await connect(zalo, new Date(), (pair) => connectZalo(db, zalo.app.appId, pair));
  let bot: Bot | undefined;
  const rig: Rig = await startRig(
    ({ report, now }) =>
      zaloOaChannel(
        { ...OA_DEFAULTS, ...zalo.app, apiRoot: zalo.url, oauthRoot: zalo.url },
        {
          ...{ report, now },
          tokens: zaloTokenStore(db, zalo.app.appId),
          contact: (address) => lastContact(db, address),
          staffReplied: async (reply) => {
            if (bot !== undefined) await staffReplied(bot, reply);
          },
          withdrawn: async (address) => {
            await forgetBrowser(db, address);
          },
        },
      ),
    { database },
  );
  bot = rig.bot;
  await zalo.events.save(`${rig.url}/webhooks/zalo-oa`);
  const shown = () => zalo.accepted.map(({ text }) => text);
  const replies = () => rig.bot.db.selectFrom('outbox').selectAll().orderBy('seq').execute();
  return { zalo, rig, shown, replies };
}

it.each(ENGINES)('on %s an answer is followed to the eyes of the citizen', async (engine) => {
  const { zalo, rig, shown, replies } = await start(engine);
  await zalo.says(USER, 'alo');
  await settled(rig);
  expect(shown()).toEqual(['alo']);
  await expect.poll(async () => (await replies())[0]?.status, { timeout: 5000 }).toBe('read');
  expect((await findConversation(rig.bot.db, ADDRESS))?.status).toBe('bot');
});

it.each(ENGINES)('on %s the assistant is silent where staff writes', async (engine) => {
  const { zalo, rig, shown, replies } = await start(engine);
  await zalo.says(USER, 'alo');
  await settled(rig);
  expect(await zalo.staffWrites(USER, 'Em là Lan đây ạ')).toBe(200);
  await zalo.says(USER, 'chào cô Lan');
  await settled(rig);
  expect(shown()).toEqual(['alo']);
  expect((await replies()).map(({ author }) => author)).toEqual(['bot', 'agent']);
});

it.each(ENGINES)(
  'on %s what is not free is not sent, and the next word sets it free',
  async (engine) => {
    const { zalo, rig, shown, replies } = await start(engine);
    await zalo.says(USER, 'alo');
    await settled(rig);
    const [first] = await replies();
    const extra = Array.from({ length: 8 }, (_, n) => ({
      ...({ id: `extra-${n}`, seq: 100 + n, status: 'queued', attempts: 0, partsSent: 0 } as const),
      ...{ externalId: null, sentAt: null, deliveredAt: null, readAt: null, error: null },
    }));
    for (const one of extra) {
      if (first !== undefined)
        await rig.bot.db
          .insertInto('outbox')
          .values({ ...first, ...one, dueAt: first.createdAt })
          .execute();
    }
    await settled(rig);
    expect(shown()).toHaveLength(8);
    expect((await replies()).at(-1)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('8 free messages have been sent'),
    });
    await rig.bot.db.updateTable('conversation').set({ lastSeq: 200 }).execute();
    await zalo.says(USER, 'còn đó không');
    await settled(rig);
    expect(shown()).toHaveLength(9);
  },
);

it.each(ENGINES)('on %s who takes back the consent is forgotten', async (engine) => {
  const { zalo, rig, replies } = await start(engine);
  await zalo.says(USER, 'alo');
  await settled(rig);
  expect(await zalo.event('user_withdraw', { user_id: USER })).toBe(200);
  expect(await findConversation(rig.bot.db, ADDRESS)).toBeUndefined();
  expect(await replies()).toEqual([]);
});
