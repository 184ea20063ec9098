/** Takes in what a citizen sends from the page. */
import type { Request, RequestHandler, Response } from 'express';
import { type Received, receive } from '../../bot/receive.ts';
import { freshConversation } from '../../dialogue/conversation.ts';
import type { Address, Locale } from '../../message.ts';
import { lockConversation } from '../../store/conversations.ts';
import { isReplyOf, rateReply } from '../../store/feedback.ts';
import { HttpError, wantsJson } from '../http.ts';
import { sendZipped } from '../zip.ts';
import { type Chat, voiceOf } from './context.ts';
import { type News, newsSince } from './conversation-view.ts';
import { changeDisplay, changeSchema, displayCookie, readDisplay } from './display.ts';
import { parseBody, readFeedback, readMessage, type SentMessage } from './input.ts';
import type { Count } from './limits.ts';
import type { Streams } from './stream.ts';
import { addressOf, identify, keepToken, type Opened, openSession } from './visitor.ts';

/** One message: stored and answered before the browser hears "received". */
export const takeMessage =
  (chat: Chat, count: Count, streams: Streams): RequestHandler =>
  async (req, res) => {
    const sent = readMessage(req);
    const opened = await openSession(chat.bot, req, sent.nonce);
    await count(opened.address);
    if (opened.token !== undefined) {
      keepToken(req, res, opened.token);
      await welcome(chat, opened.address, readDisplay(req).locale, sent.source);
    }
    if (wantsJson(req)) await answerScript(chat, streams, { req, res, sent, opened });
    else res.redirect(303, pageAt(await takeIn(chat, opened.address, sent), sent.embedded));
  };

function takeIn({ bot }: Chat, address: Address, sent: SentMessage): Promise<Received> {
  return receive(bot, {
    address,
    externalId: sent.externalId,
    receivedAt: bot.now().toISOString(),
    kind: sent.kind,
    text: sent.text,
  });
}

interface Exchange {
  readonly req: Request;
  readonly res: Response;
  readonly sent: SentMessage;
  readonly opened: Opened;
}

/** The script is given the answers at once, if it says what it has; its stream need not. */
async function answerScript(chat: Chat, streams: Streams, exchange: Exchange): Promise<void> {
  const { req, res, sent, opened } = exchange;
  const release = streams.hold(opened.address, sent.page ?? '');
  let upTo: number | undefined;
  try {
    const { replies } = await takeIn(chat, opened.address, sent);
    const news = sent.after === undefined ? undefined : await newsFor(chat, exchange, sent.after);
    const token = sent.embedded && opened.token !== undefined ? { token: opened.token } : {};
    const receipt = { replies: replies.length, ...news, ...token };
    await sendZipped(req, res, 'json', JSON.stringify(receipt));
    upTo = news?.cursor;
  } finally {
    release(upTo);
  }
}

function newsFor(chat: Chat, { req, opened }: Exchange, after: number): Promise<News> {
  const voice = voiceOf(chat, readDisplay(req).locale);
  return newsSince(chat.bot.db, opened.address, after, { voice, render: chat.render });
}

/** Somebody new is spoken to in the language that their page is in. */
async function welcome(
  { bot }: Chat,
  address: Address,
  locale: Locale,
  source: string | undefined,
): Promise<void> {
  await lockConversation(bot.db, {
    id: bot.newId(),
    address,
    locale,
    state: JSON.stringify(freshConversation(locale)),
    at: bot.now().toISOString(),
  });
  bot.log.info({ source: source ?? 'direct', locale }, 'web chat begun');
}

/** The page, scrolled to what was just said. */
function pageAt(received: Received, embedded: boolean): string {
  const first = received.replies[0]?.seq;
  const place = first === undefined ? 'text' : `m${first - 1}`;
  return `/chat${embedded ? '?embed=1' : ''}#${place}`;
}

/** "Có ích không?": one tap. */
export const takeFeedback =
  (chat: Chat): RequestHandler =>
  async (req, res) => {
    const { replyId, helpful, embedded } = readFeedback(req);
    const address = await addressOf(chat.bot, req);
    if (!(await isReplyOf(chat.bot.db, replyId, address))) throw new HttpError(404);
    await rateReply(chat.bot.db, { replyId, helpful, at: chat.bot.now().toISOString() });
    if (wantsJson(req)) res.json({ thanks: true });
    else res.redirect(303, `/chat?cam-on${embedded ? '&embed=1' : ''}#thanks`);
  };

/** Text size, contrast, language. A conversation that is going on changes its language too. */
export const takeSettings =
  (chat: Chat): RequestHandler =>
  async (req, res) => {
    const change = parseBody(req, changeSchema);
    res.cookie(...displayCookie(changeDisplay(readDisplay(req), change)));
    const visitor = await identify(chat.bot, req);
    if (change.lang !== undefined && visitor.kind === 'known') {
      await switchLanguage(chat, visitor.address, change.lang);
    }
    if (wantsJson(req)) res.json({ kept: true });
    else res.redirect(303, change.embed === undefined ? '/chat' : '/chat?embed=1');
  };

async function switchLanguage({ bot }: Chat, address: Address, locale: Locale): Promise<void> {
  await receive(bot, {
    address,
    externalId: bot.newId(),
    receivedAt: bot.now().toISOString(),
    kind: 'choice',
    text: `l:${locale}`,
  });
}
