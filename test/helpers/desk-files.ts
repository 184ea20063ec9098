/** A desk, and a citizen on Telegram who sends files to it. */
import { onTestFinished } from 'vitest';
import { channelsForDesk } from '../../src/app-channels.ts';
import type { BotParts } from '../../src/bot/context.ts';
import { receive } from '../../src/bot/receive.ts';
import { telegramChannel } from '../../src/channels/telegram.ts';
import type { Address, Attachment } from '../../src/message.ts';
import { listAudit } from '../../src/store/accounts/audit.ts';
import { TOPICS } from '../channels/telegram-peer.ts';
import type { ShelfFile } from '../providers/shelf.ts';
import { startTelegram, TOKEN } from '../providers/telegram.ts';
import { movableClock, text } from './bot.ts';
import { askForPerson, startDesk } from './desk.ts';
import { testReport } from './zalo.ts';

export const GRANDMA: Address = 'telegram:3527065';

/** A citizen on Telegram who waits for a person, and a desk that can fetch what they send. */
export async function startFiles(given: Partial<BotParts> = {}) {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const clock = movableClock();
  const settings = { token: TOKEN, apiRoot: telegram.apiRoot, webhook: undefined };
  const parts = { topics: TOPICS, report: testReport(), now: clock.now };
  const { download } = channelsForDesk([telegramChannel(settings, parts)]);
  const web = await startDesk({ download, parts: { now: clock.now, ...given } });
  const { code } = await askForPerson(web, GRANDMA, 'máy hỏng');
  let sent = 0;

  /** Grandma sends a file; where it is opened. */
  async function send(
    file: ShelfFile,
    said: Partial<Attachment> = {},
    words = '',
  ): Promise<string> {
    sent += 1;
    const ref = telegram.files.put(file);
    const attachment = { kind: 'image' as const, ref, ...said };
    const message = { ...text(words, `f${sent}`, GRANDMA), attachment };
    const kind = words === '' ? attachment.kind : ('text' as const);
    const { messageId } = await receive(web.bot, { ...message, kind });
    return `/console/desk/attachments/${messageId}`;
  }

  const deeds = () => listAudit(web.store.db, { action: 'ticket.attachment' }, 100);
  return { telegram, clock, web, code, send, deeds };
}
