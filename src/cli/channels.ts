/** Commands over the channels: switching one off with a reason, and what could not be delivered. */

import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { uuidv7 } from '../bot/ids.ts';
import { type Config, readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { CHANNELS, type ChannelName } from '../message.ts';
import { listDeadLetters, requeueDeadLetters } from '../store/dead-letters.ts';
import type { Db } from '../store/schema.ts';
import { switchChannel, switchOf } from '../store/switches.ts';
import type { Call } from './call.ts';
import { writeJson, writeLine } from './lines.ts';
import { withDatabase } from './records.ts';

/** `channels`: how each stands (`on`, `off` or, without its settings, `not set up`); `channels off NAME --why "…"` and `channels on NAME --why "…"`. */
export async function runChannels({ values, arguments: [verb, name], now }: Call): Promise<void> {
  await withDatabase(now, async ({ db }) => {
    if (verb === undefined) return list(db, readConfig(process.env));
    if (verb !== 'off' && verb !== 'on')
      throw new UserError('Usage: channels [off|on NAME --why "…"]');
    const reason = values.why?.trim() ?? '';
    if (reason === '') throw new UserError('Say why: --why "…". It is kept with the switch.');
    const channel = channelNamed(name);
    const at = now();
    const who = values.by ?? userInfo().username;
    await switchChannel(db, {
      id: uuidv7(at, randomBytes),
      channel,
      off: verb === 'off' ? 1 : 0,
      reason,
      changedBy: who,
      changedAt: at.toISOString(),
    });
    await writeLine(`${channel} ${verb}: ${reason}`);
  });
}

async function list(db: Db, config: Config): Promise<void> {
  for (const channel of CHANNELS) {
    const found = await switchOf(db, channel);
    const since =
      found === undefined ? '' : `\t${found.changedAt}\t${found.changedBy}\t${found.reason}`;
    const state = isSetUp(config, channel) ? 'on' : 'not set up';
    await writeLine(`${channel}\t${found?.off === 1 ? 'off' : state}${since}`);
  }
}

/** Whether this installation serves a channel; the web chat needs no settings. */
function isSetUp(config: Config, channel: ChannelName): boolean {
  const settings: Readonly<Record<ChannelName, unknown>> = {
    web: true,
    telegram: config.telegram,
    'zalo-oa': config.zaloOa,
    'zalo-bot': config.zaloBot,
    sms: config.sms,
  };
  return settings[channel] !== undefined;
}

function channelNamed(name: string | undefined): ChannelName {
  const channel = CHANNELS.find((one) => one === name);
  if (channel === undefined) throw new UserError(`Which channel? One of ${CHANNELS.join(', ')}.`);
  return channel;
}

const LETTERS_SHOWN = 200;

/** `dead-letters`: what was given up and why; `dead-letters resend ID…` or `resend all`. */
export async function runDeadLetters({
  values,
  arguments: [verb, ...ids],
  now,
}: Call): Promise<void> {
  if (verb !== undefined && verb !== 'resend')
    throw new UserError('Usage: dead-letters [--json] | dead-letters resend ID… | resend all');
  await withDatabase(now, async ({ db }) => {
    const letters = await listDeadLetters(db, { limit: LETTERS_SHOWN });
    if (verb === 'resend') {
      const wanted = ids[0] === 'all' ? letters.map(({ id }) => id) : ids;
      if (wanted.length === 0) throw new UserError('Which? dead-letters resend ID… or resend all');
      const count = await requeueDeadLetters(db, wanted, now().toISOString());
      return writeLine(`${count} put back into the queue`);
    }
    for (const letter of letters) {
      const { id, channel, createdAt, attempts, error } = letter;
      const line = [id, channel, createdAt, `${attempts} attempts`, error ?? '-'].join('\t');
      await (values.json
        ? writeJson({ id, channel, createdAt, attempts, error })
        : writeLine(line));
    }
  });
}
