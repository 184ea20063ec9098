/**
 * The message path with the channels that the environment's settings name, as production makes
 * them, as a process of its own, to be killed. The dialogue says back what came.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { createChannels } from '../../src/app-channels.ts';
import { openInbox } from '../../src/bot/inbox.ts';
import { DEFAULT_PACE, startOutbox } from '../../src/bot/outbox.ts';
import { readConfig } from '../../src/config.ts';
import { openContent } from '../../src/content/files.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open.ts';
import { echo } from '../channels/echo.ts';
import { testBot } from './bot.ts';

const config = readConfig(process.env);
const content = openContent(join(import.meta.dirname, '../..'), '2026-11-22');
const store = await openStore(config);
const now = () => new Date();
const bot = testBot(store, { answer: () => echo, now, log: createLog(config.logLevel) });
const { all } = createChannels(config, bot, () => content);
// Without the providers' limits: they would make the test last for minutes.
const unlimited = all.map((channel) => ({ ...channel, rates: () => [] }));
const inbox = await openInbox(bot, { quiet: 40, longest: 200, lost: 1000, sweep: 200 });
await startOutbox(bot, unlimited, { ...DEFAULT_PACE, poll: 50 });
const app = express();
for (const channel of all) app.use(channel.listen(inbox) ?? express.Router());
await once(createServer(app).listen(config.port, config.host), 'listening');
process.stdout.write('ready\n');
