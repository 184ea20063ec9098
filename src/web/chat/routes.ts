/** The citizen's chat: pages and forms that work without JavaScript, and what its script calls. */
import { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import { forgetCitizen } from '../../bot/forget.ts';
import type { WebChannel } from '../../channels/web.ts';
import type { Address } from '../../message.ts';
import { queryText, sayWhenAgain, statusOf, wantsJson } from '../http.ts';
import { sameOriginOnly } from '../security.ts';
import { sendZipped } from '../zip.ts';
import { type Chat, voiceOf } from './context.ts';
import { type News, newsSince } from './conversation-view.ts';
import { readDisplay } from './display.ts';
import { chargeSchema, pageSchema, readBody } from './input.ts';
import { limitByAddress, limiter } from './limits.ts';
import { takeFeedback, takeMessage, takeSettings } from './send.ts';
import { answersWithPage, showChat, showRefusal } from './show.ts';
import { createStreams } from './stream.ts';
import { sendTranscript } from './transcript.ts';
import { takeTyping } from './typing.ts';
import { addressOf, dropToken } from './visitor.ts';

export interface ChatRoutes {
  readonly router: Router;
  /** Ends all open streams. */
  close(): void;
}

export function chatRoutes(chat: Chat, web: WebChannel): ChatRoutes {
  const router = Router();
  const streams = createStreams(chat.bot, web);
  const perBrowser = limiter(chat.limits.browser);
  const hinted = [sameOriginOnly, limitByAddress(chat.limits.address)];
  const guarded = [sameOriginOnly, limitByAddress(chat.limits.address), ...readBody];

  router.get('/', showChat(chat));
  router.post('/messages', ...guarded, takeMessage(chat, perBrowser, streams));
  router.post('/feedback', ...guarded, takeFeedback(chat));
  router.post('/settings', ...guarded, takeSettings(chat));
  router.post('/delete', ...guarded, forget(chat));
  router.get('/messages', async (req, res) => {
    const address = await addressOf(chat.bot, req);
    const news = await readNews(chat, req, address)(placeIn(req));
    await sendZipped(req, res, 'json', JSON.stringify(news));
  });
  router.get('/stream', async (req, res) => {
    const address = await addressOf(chat.bot, req);
    const page = pageSchema.safeParse(queryText(req, 'page')).data ?? '';
    const news = readNews(chat, req, address);
    const charge = chargeSchema.parse(queryText(req, 'charge'));
    streams.open(res, { address, page, after: placeIn(req), charge, news });
  });
  router.get('/transcript', sendTranscript(chat));
  router.post('/typing', ...hinted, takeTyping(chat));
  router.use(refuse(chat));
  return { router, close: streams.close };
}

function readNews(chat: Chat, req: Request, address: Address) {
  const { locale } = readDisplay(req);
  return (after: number): Promise<News> =>
    newsSince(chat.bot.db, address, after, { voice: voiceOf(chat, locale), render: chat.render });
}

/** The place in the conversation up to which the browser has it. */
function placeIn(req: Request): number {
  const place = Number(req.get('last-event-id') ?? queryText(req, 'after') ?? 0);
  return Number.isSafeInteger(place) && place > 0 ? place : 0;
}

/** "Xoá cuộc trò chuyện": everything that was said, and the key to it. */
function forget(chat: Chat): RequestHandler {
  return async (req, res) => {
    await forgetCitizen(chat.bot, await addressOf(chat.bot, req));
    dropToken(req, res);
    if (wantsJson(req)) res.json({ erased: true });
    else res.redirect(303, '/chat?da-xoa');
  };
}

/** A refused message is answered with the page itself; other errors go on to the error pages. */
function refuse(chat: Chat): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const status = statusOf(error);
    if (status === 401) dropToken(req, res);
    if (wantsJson(req) || !answersWithPage(req, status)) return next(error);
    sayWhenAgain(error, res);
    await showRefusal(chat, req, res, status);
  };
}
