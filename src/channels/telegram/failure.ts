/** What Telegram's refusals mean. Nothing here repeats an address of the API: it holds the token. */
import { GrammyError } from 'grammy';
import { SendError } from '../channel.ts';
import { chatAddress } from './address.ts';

const UNREACHABLE = 'Telegram could not be reached';

/** Whether Telegram itself refused; without a code it was something on the way that answered. */
function isRefusal(error: unknown): error is GrammyError {
  return error instanceof GrammyError && Number.isInteger(error.error_code);
}

/** The refusal of a call as the outbox understands it. */
export function sendErrorOf(error: unknown): SendError {
  if (!isRefusal(error)) return new SendError(UNREACHABLE, { retryable: true });
  const { error_code: code, description, parameters } = error;
  const { retry_after: retryAfter, migrate_to_chat_id: successor } = parameters;
  const reason = `Telegram ${code}: ${description}`;
  if (successor !== undefined) {
    const movedTo = chatAddress(String(successor));
    return new SendError(reason, { retryable: true, movedTo });
  }
  // A token that is refused (401, 404) is the operator's to repair: the replies wait for it.
  if (code === 429 || code >= 500 || code === 401 || code === 404) {
    return new SendError(reason, { retryable: true, retryAfter });
  }
  return new SendError(reason, { retryable: false, gone: isGone(code, description) });
}

/**
 * Blocked, account deleted, bot removed from the group (all 403), or a chat that is not there any
 * more. The words are those of the Bot API server; they are no documented contract.
 */
function isGone(code: number, description: string): boolean {
  return code === 403 || /chat not found|user is deactivated|chat was deleted/i.test(description);
}

/** Whether a topic of a forum is not there any more: the answer then goes to the group itself. */
export function isTopicGone(error: unknown): error is GrammyError {
  return refusedFor(error, /thread not found|TOPIC_(DELETED|CLOSED)/i);
}

/** Whether Telegram did not take the formatting or the buttons: the words alone are worth sending. */
export function isFormRefused(error: unknown): error is GrammyError {
  return refusedFor(error, /can't parse entities|BUTTON_|reply.?markup|inline keyboard/i);
}

function refusedFor(error: unknown, words: RegExp): error is GrammyError {
  return isRefusal(error) && error.error_code === 400 && words.test(error.description);
}

/** The likely cause and the cure of a refusal. */
export function explain(code: number, description: string): string {
  switch (code) {
    case 401:
    case 404:
      return 'Telegram does not know TELEGRAM_TOKEN: copy it anew from @BotFather';
    case 409:
      return 'Another program takes the updates of this bot (409): stop the other one, or give each its own bot';
    default:
      return `Telegram ${code}: ${description}`;
  }
}

/** What went wrong with a call, for the operator. */
export function troubleOf(error: unknown): string {
  return isRefusal(error) ? explain(error.error_code, error.description) : UNREACHABLE;
}
