/** One phone for each channel, against the stand-in of its provider. */
import { segmentsOf } from '../../src/channels/sms/segments.ts';
import { WEBHOOK_PATH as ZALO_OA_PATH } from '../../src/channels/zalo-oa/webhook.ts';
import { connectStandIn, zaloOaSettings } from '../helpers/zalo-connection.ts';
import { ACCOUNT, startKannel } from '../providers/kannel.ts';
import { startTelegram, TOKEN as TELEGRAM_TOKEN } from '../providers/telegram.ts';
import { startZaloBot, TOKEN as ZALO_BOT_TOKEN } from '../providers/zalo-bot.ts';
import { startZaloOa } from '../providers/zalo-oa.ts';
import { numbered, type Phone, until } from './phone.ts';

const PERSON = '2468458835291900010';

/** Telegram by long polling, as with nothing set but the token: text and inline keyboards. */
export async function telegramPhone(): Promise<Phone> {
  const telegram = await startTelegram();
  const shown = () => telegram.shown(PERSON);
  return {
    name: 'telegram',
    title: 'Telegram',
    settings: { TELEGRAM_TOKEN, TELEGRAM_API_ROOT: telegram.apiRoot },
    samples: ['/start check-phone', 'nokia 105 của bà nội còn dùng được không', '1'],
    meet: () => until(() => telegram.menus.has('vi')),
    async write(line) {
      const button = numbered(line, shown().at(-1)?.buttons ?? []);
      if (button === undefined) await telegram.write(PERSON, { text: line, ...commandIn(line) });
      else await telegram.press(PERSON, button.data);
      return button === undefined ? { text: line } : { text: button.text, form: 'presses' };
    },
    screen: () =>
      shown().map(({ text, buttons }) => ({ text, buttons: buttons.map(({ text }) => text) })),
    close: () => telegram.close(),
  };
}

/** Telegram's clients mark commands. */
function commandIn(line: string): Readonly<Record<string, unknown>> {
  const command = /^\/\w+/.exec(line)?.[0];
  if (command === undefined) return {};
  return { entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
}

/** A Zalo Official Account: text and query buttons. */
export async function zaloPhone(): Promise<Phone> {
  const zalo = await startZaloOa({ receipts: false });
  return {
    name: 'zalo',
    title: 'Zalo OA',
    settings: zaloOaSettings(zalo),
    samples: ['Viettel có hỗ trợ đổi máy 4G không?', '1'],
    prepare: (db) => connectStandIn(db, zalo),
    async meet(url) {
      if (!(await zalo.events.save(url + ZALO_OA_PATH))) throw new Error('no webhook for Zalo');
    },
    async write(line) {
      const button = numbered(line, zalo.accepted.at(-1)?.buttons ?? []);
      await zalo.says(PERSON, button?.payload ?? line);
      return button === undefined ? { text: line } : { text: button.title, form: 'presses' };
    },
    screen: () =>
      zalo.accepted.map(({ text, buttons }) => ({
        text,
        buttons: buttons.map(({ title }) => title),
      })),
    close: () => zalo.close(),
  };
}

/** A bot of the Zalo Bot Platform by long polling: text alone, choices by number. */
export async function zaloBotPhone(): Promise<Phone> {
  const zalo = await startZaloBot();
  return {
    name: 'zalo-bot',
    title: 'Zalo Bot',
    settings: { ZALO_BOT_TOKEN, ZALO_BOT_API_ROOT: zalo.apiRoot },
    samples: ['bao giờ tắt sóng 2G vậy', '1'],
    meet: () => until(() => zalo.calls.some(({ method }) => method === 'getUpdates')),
    async write(line) {
      await zalo.event('message.text.received', PERSON, { text: line });
      return { text: line };
    },
    screen: () => zalo.accepted.map(({ text }) => ({ text, buttons: [] })),
    close: () => zalo.close(),
  };
}

const SMS_SECRET = 'secret-of-the-demonstration';
const SMS_PERSON = '84901234567';

/**
 * SMS through a real Kannel and a fake carrier: no marks, and numbers in place of buttons.
 *
 * @param url where the program will be
 * @throws Error when Kannel is not installed
 */
export async function smsPhone(url: string): Promise<Phone> {
  const kannel = await startKannel({ url, secret: SMS_SECRET });
  return {
    name: 'sms',
    title: 'SMS',
    settings: {
      SMS_SEND_URL: kannel.sendUrl,
      SMS_USERNAME: ACCOUNT.username,
      SMS_PASSWORD: ACCOUNT.password,
      SMS_FROM: ACCOUNT.from,
      SMS_SMSC: ACCOUNT.smsc,
      SMS_SECRET,
    },
    samples: ['KT NOKIA 1280', 'khieu nai o dau'],
    meet: async () => undefined,
    async write(line) {
      await kannel.phone(SMS_PERSON, line, 'ucs2');
      return { text: line, form: `${segmentsOf(line)} SMS` };
    },
    screen: () =>
      kannel.received().map(({ text, alphabet, segments }) => ({
        text,
        buttons: [],
        note: `${segments} SMS, ${alphabet}, ${text.length} characters`,
      })),
    close: () => kannel.close(),
  };
}
