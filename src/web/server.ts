/** Everything that is served over HTTP. */
import { join } from 'node:path';
import express, { type Express, type Router } from 'express';
import type { Accounts } from '../accounts/accounts.ts';
import type { Bot } from '../bot/context.ts';
import { AttachmentError } from '../channels/channel.ts';
import type { WebChannel } from '../channels/web.ts';
import type { Config } from '../config.ts';
import type { Snapshot } from '../content/content.ts';
import { type ChannelName, LOCALES } from '../message.ts';
import { loadAssets } from './assets.ts';
import type { Chat } from './chat/context.ts';
import { DEFAULT_LIMITS, type Limits, type Rate } from './chat/limits.ts';
import { pageTexts } from './chat/page.ts';
import { chatRoutes } from './chat/routes.ts';
import { checkRoutes } from './check/routes.ts';
import { consoleRoutes, DEFAULT_SIGN_IN_RATE } from './console/routes.ts';
import type { DownloadFrom } from './desk/context.ts';
import { deskRoutes } from './desk/routes.ts';
import { errorPages, notFound } from './errors.ts';
import { healthz, readyz } from './health.ts';
import { reportRoutes } from './report/routes.ts';
import { pageHeaders } from './security.ts';
import { type Site, templates } from './templates.ts';

export interface ServerParts {
  readonly bot: Bot;
  readonly web: WebChannel;
  /** The content in force now; asked anew for each request. */
  readonly content: () => Snapshot;
  /** Webhooks of other channels, mounted as they are, without the headers of pages. */
  readonly webhooks?: readonly Router[];
  /** Whoever works here; without it there are no consoles. */
  readonly accounts?: Accounts | undefined;
  /** Characters of one message of a channel; null, as without it, where there is no limit. */
  readonly longest?: (channel: ChannelName) => number | null;
  /** Fetches what citizens sent; without it nothing can be fetched. */
  readonly download?: DownloadFrom;
  readonly settings: ServerSettings;
}

export interface ServerSettings extends Pick<Config, 'trustProxy' | 'embedOrigins'>, Site {
  /** Express's `trust proxy`: false, or the addresses of the proxies in front. */
  readonly trustProxy: false | number | readonly string[];
  /** Origins whose pages may hold the chat in a frame. */
  readonly embedOrigins: readonly string[];
  /** Days after which messages are deleted, as citizens read it. */
  readonly keepDays: number;
  readonly limits?: Limits;
  /** How fast one network address may try to sign in. */
  readonly signInRate?: Rate;
  /** Where this installation is reached, without a slash at the end. */
  readonly publicUrl?: string | undefined;
}

export interface WebServer {
  /** For `http.createServer`. */
  readonly app: Express;
  /** Ends the open streams, so that the server can close. */
  close(): void;
}

const HERE = join(import.meta.dirname, 'chat');

export function createServer({
  bot,
  web,
  content,
  webhooks = [],
  accounts,
  longest = () => null,
  download = async () => {
    throw new AttachmentError('unreachable');
  },
  settings,
}: ServerParts): WebServer {
  const { trustProxy, embedOrigins, keepDays, limits = DEFAULT_LIMITS, zaloVerifier } = settings;
  const assets = loadAssets(join(HERE, 'assets'));
  const render = templates(join(HERE, 'views'), { zaloVerifier });
  const chat: Chat = { bot, content, render, assets: assets.base, keepDays, limits };
  const routes = chatRoutes(chat, web);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.get('/healthz', healthz);
  app.get('/readyz', readyz(bot, content));
  for (const router of webhooks) app.use(router);
  app.use(assets.router);
  app.get('/widget.js', assets.serve('widget.js', { texts: widgetTexts(content()) }));
  app.use(...pageHeaders(embedOrigins));
  app.get('/', (req, res) => res.redirect(302, `/chat${new URL(req.url, 'http://here').search}`));
  app.use('/chat', routes.router);
  const { now, log } = bot;
  app.use('/kiem-tra', checkRoutes({ content, now, log, assets: assets.base }));
  const closeConsoles =
    accounts === undefined
      ? () => {}
      : mountConsoles(app, {
          ...{ bot, content, accounts, longest, download, settings },
          assets: assets.base,
        });
  app.use(notFound);
  app.use(
    errorPages(bot.log, () => ({ content: content(), assets: assets.base, keepDays }), render),
  );
  const close = () => {
    routes.close();
    closeConsoles();
  };
  return { app, close };
}

interface ConsoleParts
  extends Required<Pick<ServerParts, 'bot' | 'content' | 'longest' | 'download' | 'settings'>> {
  readonly accounts: Accounts;
  /** Where the style sheets that all pages share are. */
  readonly assets: string;
}

/**
 * The pages of whoever works here, each section behind the one that finds out who calls.
 *
 * @returns what ends their open streams
 */
function mountConsoles(
  app: Express,
  { bot, content, accounts, longest, download, settings, assets }: ConsoleParts,
): () => void {
  const { now, log } = bot;
  const { publicUrl, signInRate = DEFAULT_SIGN_IN_RATE, zaloVerifier } = settings;
  const render = templates(import.meta.dirname, { zaloVerifier });
  const { parts, router, errors } = consoleRoutes({
    ...{ accounts, content, now, log, render, assets, publicUrl, signInRate },
  });
  app.use('/console', router);
  app.use('/console/reports', reportRoutes({ ...parts, bot }));
  const desk = deskRoutes({ ...parts, bot, longest, download });
  app.use('/console/desk', desk.router);
  app.use('/console', notFound, errors);
  return desk.close;
}

/** The few words of the button in other sites' pages, in all languages. */
function widgetTexts(content: Snapshot): string {
  const words = LOCALES.map((locale) => {
    const t = pageTexts(content, locale);
    const keys = ['open', 'close', 'title', 'unread'];
    return [locale, Object.fromEntries(keys.map((key) => [key, t(`widget.${key}`)]))];
  });
  return JSON.stringify(Object.fromEntries(words));
}
