/** Several at once, as several processes on one PostgreSQL are. */
import { expect, it } from 'vitest';
import { takeTicket } from '../../../src/bot/handoff/assign.ts';
import { receive } from '../../../src/bot/receive.ts';
import type { Address } from '../../../src/message.ts';
import { insertStaff } from '../../../src/store/accounts/staff.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { forgetBrowser } from '../../../src/store/forget.ts';
import { openTicketOf } from '../../../src/store/tickets.ts';
import { NOW, testBot, text } from '../../helpers/bot.ts';
import { ENGINES, freshSettings, openFor } from '../../helpers/databases.ts';
import { refusalOf } from './town.ts';

it.each(ENGINES)(
  'on %s one person cannot take more than the desk allows, however fast',
  async (engine) => {
    const store = await openFor(await freshSettings(engine));
    const bot = testBot(store);
    const at = NOW.toISOString();
    const account = { id: 'lan', name: 'Lan', email: 'lan@example.vn', roles: ['agent'] };
    await insertStaff(store.db, { ...account, passwordHash: '', at });
    const codes: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const address: Address = `web:${n}`;
      await receive(bot, text('person giúp', 'm1', address));
      const conversation = await findConversation(store.db, address);
      codes.push((await openTicketOf(store.db, conversation?.id ?? ''))?.code ?? '');
    }
    const lan = { id: 'lan', name: 'Lan', desks: ['province'], oversees: false };
    const tried = await Promise.all(codes.map((code) => refusalOf(takeTicket(bot, lan, code))));
    expect(tried.filter((refusal) => refusal === undefined)).toHaveLength(5);
    expect(tried.filter((refusal) => refusal === 'full')).toHaveLength(7);
  },
);

it('on PostgreSQL who is forgotten in one process leaves no ticket that another one opens meanwhile', async () => {
  const settings = await freshSettings('PostgreSQL');
  const [one, other] = [testBot(await openFor(settings)), await openFor(settings)];
  for (let n = 0; n < 25; n += 1) {
    const address: Address = `web:${n}`;
    await receive(one, text('alo', 'm1', address));
    await Promise.all([
      receive(one, text('person bí mật', 'm2', address)),
      forgetBrowser(other.db, address),
    ]);
  }
  const orphans = one.db.selectFrom('ticket').select('id').where('conversationId', 'is', null);
  expect(await orphans.execute()).toEqual([]);
});
