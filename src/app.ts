/** The whole assistant in one process: started in order, stopped in reverse order. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstAdminToken } from './accounts/invite.ts';
import { openAccounts } from './accounts/open.ts';
import { openSecret } from './accounts/secret.ts';
import { channelsForDesk, createChannels } from './app-channels.ts';
import { apologyIn } from './bot/apology.ts';
import { createBot } from './bot/context.ts';
import { openDialogue } from './bot/dialogue.ts';
import { watchDesk } from './bot/handoff/sweep.ts';
import { openInbox } from './bot/inbox.ts';
import { startOutbox } from './bot/outbox.ts';
import { startPurging } from './bot/purging.ts';
import { relayTyping } from './bot/typing.ts';

import type { Config } from './config.ts';
import { openContent } from './content/files.ts';
import { vietnamDay } from './day.ts';
import { UserError } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { openStore } from './store/open.ts';
import type { Limits } from './web/chat/limits.ts';
import { welcomePath } from './web/console/link.ts';
import { createServer } from './web/server.ts';

export interface AppOptions {
  /** Folder that holds intents/, data/ and locales/. */
  readonly root: string;
  readonly now?: () => Date;
  readonly log?: Log;
  /** How fast citizens may write, where it is not the default. */
  readonly limits?: Limits;
}

export interface App {
  readonly url: string;
  /** Where the first administrator makes an account; undefined once there is one. */
  readonly firstAdminUrl: string | undefined;
  /** Takes no more requests, finishes what is under way, closes the database. */
  stop(): Promise<void>;
}

/** How long open requests may take to finish when the assistant stops. */
const STOP_PATIENCE_MS = 10_000;

/**
 * Starts the assistant.
 *
 * @throws UserError when the port is taken, the data folder cannot be written, the database is
 * damaged or the content is broken.
 */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const { root, now = () => new Date(), log = createLog(config.logLevel), limits } = options;
  const content = openContent(root, vietnamDay(now()));
  const store = await openStore(config);
  const answer = await openDialogue(content, config.dataDir);
  const bot = createBot({
    store,
    answer: () => answer,
    apology: apologyIn(content),
    content: () => content,
    now,
    random: randomBytes,
    log,
    ...(config.zaloOa === undefined ? {} : { outsideHours: config.zaloOa.staffHours }),
  });
  const channels = createChannels(config, bot, () => content);
  const inbox = await openInbox(bot);
  const outbox = await startOutbox(bot, channels.all);
  const purging = startPurging(bot, config.retention);
  const desk = watchDesk(bot);
  const quiet = relayTyping(bot.typing, channels.all, log);
  const accounts = openAccounts({
    ...{ db: store.db, now, newId: bot.newId, random: randomBytes, log },
    secret: openSecret(config.authSecret, config.dataDir),
    publicUrl: config.publicUrl,
  });
  const web = createServer({
    bot,
    accounts,
    web: channels.web,
    ...channelsForDesk(channels.all),
    content: () => content,
    webhooks: channels.all.flatMap((channel) => channel.listen(inbox) ?? []),
    settings: {
      trustProxy: config.trustProxy,
      embedOrigins: config.embedOrigins,
      keepDays: config.retention.messagesDays,
      zaloVerifier: config.zaloOa?.verifier,
      publicUrl: config.publicUrl,
      ...(limits === undefined ? {} : { limits }),
    },
  });
  const server = createHttpServer(web.app);
  const stop = async () => {
    quiet();
    await closeServer(server, () => web.close());
    for (const channel of channels.all) await channel.stop?.();
    await inbox.stop();
    await Promise.all([desk.stop(), purging.stop(), outbox.stop()]);
    await store.close();
  };
  try {
    await listen(server, config);
    const url = urlOf(server);
    const token = await firstAdminToken(accounts);
    const origin = config.publicUrl ?? url;
    return { url, firstAdminUrl: token && `${origin}${welcomePath(token)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(server: Server, { port, host }: Config): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new UserError(`Port ${port} on ${host} is taken: stop the other program or set PORT.`);
    }
    throw new UserError(
      `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function closeServer(server: Server, endStreams: () => void): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  endStreams();
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), STOP_PATIENCE_MS);
  await closed;
  clearTimeout(impatience);
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
