/**
 * A bot as a process of its own, to be killed. It takes messages as JSON lines, answers each line
 * with the message's external id once it is stored, and delivers to a file, one reply id a line.
 *
 * Arguments: data folder, file of deliveries, and the database's address if it is not SQLite.
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_PACE, startOutbox } from '../../src/bot/outbox.ts';
import { receive } from '../../src/bot/receive.ts';
import type { InboundMessage } from '../../src/message.ts';
import { openStore } from '../../src/store/open.ts';
import { testBot } from './bot.ts';
import { post } from './post.ts';

const [dataDir = '', deliveries = '', databaseUrl] = process.argv.slice(2);
const store = await openStore({ databaseUrl, dataDir });
const bot = testBot(store, { now: () => new Date() });
const channel = post();
const delivering = {
  ...channel,
  async send(...[to, message, signal]: Parameters<typeof channel.send>) {
    appendFileSync(deliveries, `${message.id}\n`);
    await sleep(Math.random() * 3); // accepted, but we have not heard of it yet
    return channel.send(to, message, signal);
  },
};
await startOutbox(bot, [delivering], {
  ...DEFAULT_PACE,
  poll: 50,
  patience: 500,
  grace: 500,
  longestWait: 0,
});
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as InboundMessage;
  void receive(bot, message).then(() => process.stdout.write(`${message.externalId}\n`));
}
