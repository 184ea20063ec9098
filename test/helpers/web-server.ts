/** The web server as it runs in production, on a free port, with the tests' own small content. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Accounts } from '../../src/accounts/accounts.ts';
import { openAccounts } from '../../src/accounts/open.ts';
import type { Bot, BotParts } from '../../src/bot/context.ts';
import { startOutbox } from '../../src/bot/outbox.ts';
import { type WebChannel, webChannel } from '../../src/channels/web.ts';
import type { Snapshot } from '../../src/content/content.ts';
import type { Store, StoreSettings } from '../../src/store/open.ts';
import { openStore } from '../../src/store/open.ts';
import type { DownloadFrom } from '../../src/web/desk/context.ts';
import { createServer, type ServerSettings } from '../../src/web/server.ts';
import { testBot } from './bot.ts';
import { freshSettings } from './databases.ts';
import { webContent } from './web-content.ts';
import { webDialogue } from './web-dialogue.ts';

export interface RunningWeb {
  readonly url: string;
  readonly port: number;
  readonly bot: Bot;
  readonly store: Store;
  readonly channel: WebChannel;
  readonly accounts: Accounts;
  stop(): Promise<void>;
}

export interface WebOptions {
  readonly database?: StoreSettings;
  readonly port?: number;
  readonly parts?: Partial<BotParts>;
  readonly settings?: Partial<ServerSettings>;
  /** Fetches what citizens sent. */
  readonly download?: DownloadFrom;
  /** Instead of the tests' own small content. */
  readonly content?: Snapshot;
}

/** Starts it until the end of the test, on a fresh SQLite file unless told otherwise. */
export async function startWeb(options: WebOptions = {}): Promise<RunningWeb> {
  const store = await openStore(options.database ?? (await freshSettings('SQLite')));
  const bot = testBot(store, {
    answer: () => webDialogue,
    now: () => new Date(),
    ...options.parts,
  });
  const { now, newId, random, log } = bot;
  const accounts = openAccounts({
    ...{ db: store.db, now, newId, random, log },
    ...{ secret: 'a secret of the tests, at least 32 characters', publicUrl: undefined },
  });
  const channel = webChannel();
  const outbox = await startOutbox(bot, [channel]);
  const { app, close } = createServer({
    bot,
    web: channel,
    content: () => options.content ?? webContent,
    accounts,
    ...(options.download === undefined ? {} : { download: options.download }),
    settings: {
      ...{ trustProxy: false, embedOrigins: [], keepDays: 90 },
      signInRate: { perSecond: 1000, perMinute: 10_000 },
      ...options.settings,
    },
  });
  const server = createHttpServer(app).listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    close();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    await outbox.stop();
    await store.close();
  };
  const stopOnce = () => {
    stopped ??= stop();
    return stopped;
  };
  onTestFinished(stopOnce);
  const { port } = address;
  return { url: `http://127.0.0.1:${port}`, port, bot, store, channel, accounts, stop: stopOnce };
}
