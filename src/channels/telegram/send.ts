/** Sends a reply, part by part. */
import type { Api } from 'grammy';
import type { Address } from '../../message.ts';
import type { ExternalId, OutgoingMessage, Report } from '../channel.ts';
import { sendParts } from '../parts.ts';
import { targetOf } from './address.ts';
import { isFormRefused, isTopicGone, sendErrorOf } from './failure.ts';
import { keyboardOf, type Part, partsOf } from './format.ts';

/** What sending needs. */
export interface Desk {
  readonly api: Api;
  readonly report: Report;
}

/**
 * Sends what earlier attempts have not sent; returns the id of the last part.
 *
 * @throws SendError with the number of parts that Telegram has taken by then
 */
export async function sendReply(
  desk: Desk,
  to: Address,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<ExternalId> {
  const parts = partsOf(message.reply);
  return sendParts(parts, message, signal, async (part) => {
    const buttons = part === parts.at(-1) && message.reply.choices.length > 0;
    const markup = buttons ? { reply_markup: keyboardOf(message.reply) } : {};
    try {
      return await sendPart(desk, to, { ...part, markup });
    } catch (error) {
      throw sendErrorOf(error);
    }
  });
}

type Message = Part & {
  readonly markup: { readonly reply_markup?: ReturnType<typeof keyboardOf> };
};

async function sendPart(desk: Desk, to: Address, message: Message): Promise<string> {
  const { chat, topic } = targetOf(to);
  if (topic === undefined) return sendFormatted(desk, chat, {}, message);
  try {
    return await sendFormatted(desk, chat, { message_thread_id: topic }, message);
  } catch (error) {
    if (!isTopicGone(error)) throw error;
    return sendFormatted(desk, chat, {}, message);
  }
}

async function sendFormatted(
  { api, report }: Desk,
  chat: string,
  topic: { readonly message_thread_id?: number },
  { html, plain, markup }: Message,
): Promise<string> {
  const form = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;
  try {
    const sent = await api.sendMessage(chat, html, { ...topic, ...form, ...markup });
    return String(sent.message_id);
  } catch (error) {
    if (!isFormRefused(error)) throw error;
    report.error({ reason: error.description }, 'Telegram refused the form of a reply');
    return String((await api.sendMessage(chat, plain, topic)).message_id);
  }
}
