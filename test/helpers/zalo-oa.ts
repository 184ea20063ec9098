/** An Official Account's channel, connected to a stand-in by one movable clock. */
import { expect, onTestFinished } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { SendError } from '../../src/channels/channel.ts';
import type { Tokens } from '../../src/channels/zalo-oa/oauth.ts';
import type { TokenStore } from '../../src/channels/zalo-oa/tokens.ts';
import type { Contact } from '../../src/channels/zalo-oa/window.ts';
import { type ZaloOaSettings, zaloOaChannel } from '../../src/channels/zalo-oa.ts';
import type { Address } from '../../src/message.ts';
import { connectZalo, zaloTokenStore, zaloVerifier } from '../../src/store/zalo-tokens.ts';
import { startZaloOa, type ZaloOa, type ZaloOaOptions } from '../providers/zalo-oa.ts';
import { movableClock } from './bot.ts';
import { freshStore } from './databases.ts';
import { outgoing, serve, testInbox, testReport } from './zalo.ts';

export const HOUR = 3_600_000;
export const USER = '2468458835291900010';
export const TO: Address = `zalo-oa:${USER}`;

interface Parts {
  readonly settings?: Partial<ZaloOaSettings>;
  readonly zalo?: ZaloOaOptions;
  readonly contact?: Contact;
  readonly connected?: boolean;
}

/** A channel that is connected to a stand-in, both by the same movable clock. */
export async function start({ settings, zalo = {}, contact, connected = true }: Parts = {}) {
  const clock = movableClock();
  const provider = await startZaloOa({ now: () => clock.now().getTime(), ...zalo });
  onTestFinished(() => provider.close());
  const { db } = await freshStore('SQLite');
  const { app } = provider;
  await zaloVerifier(db, app.appId, 'verifier');
  const tokens = zaloTokenStore(db, app.appId);
  if (connected) await connect(provider, clock.now(), (pair) => connectZalo(db, app.appId, pair));
  const report = testReport();
  const inbox = testInbox();
  const staff: { address: Address; externalId: string; text: string }[] = [];
  const withdrawn: Address[] = [];
  const make = (store: TokenStore = tokens): Channel =>
    zaloOaChannel(
      { ...OA_DEFAULTS, ...app, apiRoot: provider.url, oauthRoot: provider.url, ...settings },
      {
        tokens: store,
        contact: async () => contact,
        staffReplied: async ({ address, externalId, text }) => {
          staff.push({ address, externalId, text });
        },
        withdrawn: async (address) => {
          withdrawn.push(address);
        },
        report,
        now: clock.now,
        patience: 1000,
      },
    );
  const host = await serve(() => make(), inbox);
  const { url, channel } = host;
  expect(await provider.events.save(`${url}/webhooks/zalo-oa`)).toBe(true);
  const send = (...[text, options]: Parameters<typeof outgoing>) =>
    channel.send(TO, outgoing(text, options), new AbortController().signal);
  const world = { clock, provider, tokens, db, report, inbox, staff, withdrawn };
  return { ...world, make, channel, host, url, send };
}

/** The settings that matter to nobody's secret, as `config.ts` has them. */
export const OA_DEFAULTS = {
  verifier: undefined,
  signedId: 'app',
  signedTime: 'body',
  oldestEventHours: 2,
  freeReplies: 8,
  paidReplies: false,
  callsPerMinute: 4000,
  fileHosts: [],
  buttons: 'show',
  appSecretProof: false,
} as const;

export async function connect(
  { tokens }: ZaloOa,
  now: Date,
  keep: (pair: Tokens) => Promise<void>,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + 25 * HOUR).toISOString();
  await keep({ ...tokens.grantByHand(), obtainedAt: now.toISOString(), expiresAt });
}

/** What sending is rejected with. */
export async function failure(sending: Promise<unknown>): Promise<SendError> {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SendError)) throw new Error(`expected a SendError, not ${error}`);
  return error;
}
