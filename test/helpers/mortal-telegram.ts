/**
 * The message path with Telegram's webhook as a process of its own, to be killed.
 *
 * Arguments: data folder, root of the Bot API, port, the bot's token, the webhook's secret.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { openInbox } from '../../src/bot/inbox.ts';
import { DEFAULT_PACE, startOutbox } from '../../src/bot/outbox.ts';
import { telegramChannel } from '../../src/channels/telegram.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open.ts';
import { echo } from '../channels/echo.ts';
import { testBot } from './bot.ts';

const [dataDir = '', apiRoot = '', port = '', token = '', secret = ''] = process.argv.slice(2);
const store = await openStore({ databaseUrl: undefined, dataDir });
const report = createLog('silent');
const now = () => new Date();
const bot = testBot(store, { answer: () => echo, now, log: report });
const topics = { has: () => false, label: (intent: string) => intent };
const publicUrl = `http://127.0.0.1:${port}`;
const channel = telegramChannel(
  { token, apiRoot, webhook: { secret, publicUrl } },
  { topics, report, now, pause: 20 },
);
// Without Telegram's limits: they would make the test last for minutes.
const unlimited = { ...channel, rates: () => [] };
const inbox = await openInbox(bot, { quiet: 40, longest: 200, lost: 1000, sweep: 200 });
await startOutbox(bot, [unlimited], { ...DEFAULT_PACE, poll: 50 });
const app = express();
const routes = channel.listen(inbox);
if (routes !== undefined) app.use(routes);
await once(createServer(app).listen(Number(port), '127.0.0.1'), 'listening');
process.stdout.write('ready\n');
