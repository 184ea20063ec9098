/** Citizens who wait, and people at the desk. */
import type { Role } from '../../src/accounts/permission.ts';
import { receive } from '../../src/bot/receive.ts';
import type { Address } from '../../src/message.ts';
import type { StoredTicket } from '../../src/store/tickets.ts';
import { countingDialogue, text } from './bot.ts';
import { ownContent } from './content.ts';
import { type Engine, freshSettings } from './databases.ts';
import { type StaffBrowser, signedIn } from './staff.ts';
import { type RunningWeb, startWeb, type WebOptions } from './web-server.ts';

/** A server with the project's own content, and a dialogue whose words open tickets. */
export async function startDesk({
  engine = 'SQLite',
  parts,
  ...rest
}: WebOptions & { readonly engine?: Engine } = {}): Promise<RunningWeb> {
  return startWeb({
    content: ownContent(),
    database: await freshSettings(engine),
    ...rest,
    parts: { answer: () => countingDialogue, ...parts },
  });
}

let sent = 0;

/** Something that a citizen writes, as it comes from a channel. */
export async function write(web: RunningWeb, address: Address, words: string): Promise<void> {
  sent += 1;
  await receive(web.bot, {
    ...text(words, `desk-${sent}`, address),
    receivedAt: web.bot.now().toISOString(),
  });
}

/** Asks for a person; `urgent` for somebody who is being robbed. Returns the ticket. */
export async function askForPerson(
  web: RunningWeb,
  address: Address,
  words: string,
  kind: 'person' | 'urgent' = 'person',
): Promise<StoredTicket> {
  await write(web, address, `${kind} ${words}`);
  return web.store.db
    .selectFrom('ticket')
    .innerJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .selectAll('ticket')
    .where('conversation.address', '=', address)
    .orderBy('ticket.openedAt', 'desc')
    .executeTakeFirstOrThrow();
}

/** Somebody at the desk, with the desk open. */
export async function atDesk(
  web: RunningWeb,
  roles: readonly Role[] = ['agent'],
  name?: string,
): Promise<StaffBrowser> {
  const browser = await signedIn(web, roles, name === undefined ? {} : { name });
  await browser.get('/console/desk');
  return browser;
}
