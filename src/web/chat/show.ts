/** Answers with the chat page: the conversation as it stands, and what went wrong, if anything. */
import type { Request, RequestHandler, Response } from 'express';
import { queryText } from '../http.ts';
import { sendZipped } from '../zip.ts';
import type { Chat } from './context.ts';
import { voiceOf } from './context.ts';
import { PAGE_LENGTH, type Tail, tail } from './conversation-view.ts';
import { type Display, readDisplay } from './display.ts';
import { LONGEST_MESSAGE, sourceSchema } from './input.ts';
import { chatPage } from './page.ts';
import { dropToken, identify, type Visitor } from './visitor.ts';

/** Key of the notice in `locales/`, below `web.`. */
type NoticeKey =
  | 'notice.session'
  | 'notice.empty'
  | 'notice.tooLong'
  | 'notice.erased'
  | 'error.429';

export const showChat =
  (chat: Chat): RequestHandler =>
  async (req, res) => {
    const erased = queryText(req, 'da-xoa') !== undefined;
    await answerWithPage(chat, req, res, erased ? 'notice.erased' : null);
  };

/** The notice below which the citizen may simply go on, by the status that a form was refused with. */
const NOTICES: Readonly<Record<number, NoticeKey>> = {
  400: 'notice.empty',
  401: 'notice.session',
  413: 'notice.tooLong',
  429: 'error.429',
};

/** Whether a refused form is answered with the page and what was written, rather than an error. */
export function answersWithPage(req: Request, status: number): boolean {
  return req.path === '/messages' && req.method === 'POST' && status in NOTICES;
}

/** The page as the answer to a form that was refused; nothing that was written is lost. */
export async function showRefusal(chat: Chat, req: Request, res: Response, status: number) {
  res.status(status);
  await answerWithPage(chat, req, res, NOTICES[status] ?? null);
}

async function answerWithPage(chat: Chat, req: Request, res: Response, notice: NoticeKey | null) {
  const visitor = await identify(chat.bot, req);
  const refused = visitor.kind === 'refused';
  if (refused) {
    dropToken(req, res);
    res.status(401);
  }
  const display = readDisplay(req);
  const talk = await talkOf(chat, visitor, display, Number(queryText(req, 'tin') ?? PAGE_LENGTH));
  const said = refused ? 'notice.session' : notice;
  const { t } = voiceOf(chat, display.locale);
  const { content, assets, keepDays } = { ...chat, content: chat.content() };
  const page = chatPage(
    { content, assets, keepDays },
    { display, talk, notice: said === null ? null : t(said), ...asked(chat, req) },
  );
  await sendZipped(req, res, 'html', chat.render('chat', page));
}

async function talkOf(
  { bot, ...chat }: Chat,
  visitor: Visitor,
  display: Display,
  length: number,
): Promise<Tail | null> {
  if (visitor.kind !== 'known') return null;
  const voice = voiceOf({ bot, ...chat }, display.locale);
  const wanted = Number.isSafeInteger(length) ? length : PAGE_LENGTH;
  return tail(bot.db, visitor.address, voice, wanted);
}

/** What the link or the refused form asks for. */
function asked(chat: Chat, req: Request) {
  const body: Record<string, unknown> = typeof req.body === 'object' ? { ...req.body } : {};
  const topic = queryText(req, 'hoi') ?? '';
  const source = sourceSchema.safeParse(body.source ?? queryText(req, 'nguon'));
  const written = typeof body.text === 'string' ? body.text : '';
  return {
    embedded: isEmbedded(req, body),
    topic: chat.content().intents.has(topic) ? topic : null,
    thanked: queryText(req, 'cam-on') !== undefined,
    source: source.success ? source.data : null,
    // Twice the longest: enough to shorten it, not enough to bloat the page.
    draft: written.slice(0, 2 * LONGEST_MESSAGE),
  };
}

function isEmbedded(req: Request, body: Record<string, unknown>): boolean {
  return (queryText(req, 'embed') ?? body.embed) === '1';
}
