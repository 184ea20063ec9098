/** The conversation as a text to keep: masked, as it is stored. */
import type { RequestHandler } from 'express';
import { vietnamDay, writeDay, writeTime } from '../../day.ts';
import { type Entry, transcript } from '../../store/transcript.ts';
import { type Chat, voiceOf } from './context.ts';
import { readDisplay } from './display.ts';
import { saidWords, type Voice } from './message-view.ts';
import { addressOf } from './visitor.ts';

/** Of a longer conversation the end. */
const LONGEST = 2000;

/** Sends a browser its own conversation as a file. */
export const sendTranscript =
  (chat: Chat): RequestHandler =>
  async (req, res) => {
    const { bot } = chat;
    const address = await addressOf(bot, req);
    const entries = await transcript(bot.db, address, { after: 0, limit: LONGEST });
    const voice = voiceOf(chat, readDisplay(req).locale);
    const today = vietnamDay(bot.now());
    const head = `${voice.t('name')} · ${writeDay(today)}`;
    const texts = entries.map((entry) => written(entry, entries, voice));
    res.attachment(`tro-ly-2g-${today}.txt`);
    res.type('text/plain; charset=utf-8').send(`${[head, ...texts].join('\n\n')}\n`);
  };

/** "22/11/2026 14:05 Trợ lý: …" */
function written(entry: Entry, entries: readonly Entry[], voice: Voice): string {
  const at = new Date(entry.by === 'citizen' ? entry.at : entry.stored.createdAt);
  const when = `${writeDay(vietnamDay(at))} ${writeTime(at)}`;
  if (entry.by === 'citizen') {
    return `${when} ${voice.t('you')} ${saidWords(entry, entries, voice)}`;
  }
  const { author, reply } = entry.stored;
  return `${when} ${voice.t(author === 'agent' ? 'agent' : 'bot')} ${reply.text}`;
}
