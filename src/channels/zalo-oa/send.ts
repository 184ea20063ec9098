/** Sends a reply, part by part, by the OA API. */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Address } from '../../message.ts';
import { type ExternalId, type OutgoingMessage, SendError } from '../channel.ts';
import { sendParts } from '../parts.ts';
import { callProvider } from '../provider-call.ts';
import type { Alarm } from '../secret.ts';
import { recipientOf } from './address.ts';
import { isPassing, isTokenRefused, unreachable, verdictOn } from './failure.ts';
import { type Buttons, type Part, partsOf, plainPartsOf } from './format.ts';
import type { TokenKeeper } from './tokens.ts';
import { type ContactLog, checkWindow, type WindowSettings } from './window.ts';

export interface ApiSettings extends WindowSettings {
  /** `https://openapi.zalo.me`, or a stand-in. */
  readonly apiRoot: string;
  readonly appSecret: string;
  /** Whether each call proves that we know the app's secret; the console may ask for it. */
  readonly appSecretProof: boolean;
  readonly buttons: Buttons;
}

/** What sending needs. */
export interface Desk {
  readonly settings: ApiSettings;
  readonly tokens: TokenKeeper;
  readonly contact: ContactLog;
  readonly now: () => Date;
  readonly refused: Alarm;
  readonly charged: Alarm;
  /** How long a call may take, in milliseconds. */
  readonly patience: number;
}

/**
 * Sends what earlier attempts have not sent; returns the id of the last part.
 *
 * @throws SendError with the number of parts that Zalo has taken by then
 */
export async function sendReply(
  desk: Desk,
  to: Address,
  outgoing: OutgoingMessage,
  signal: AbortSignal,
): Promise<ExternalId> {
  const { reply } = outgoing;
  const recipient = recipientOf(to);
  const known = 'user_id' in recipient;
  const parts = known ? partsOf(reply, desk.settings.buttons) : plainPartsOf(reply);
  const path = known ? '/v3.0/oa/message/cs' : '/v2.0/oa/message';
  if (known) checkWindow(await desk.contact(to), parts.length, desk.settings, desk.now());
  return sendParts(parts, outgoing, signal, (message) =>
    sendPart(desk, { path, body: { recipient, message } }),
  );
}

interface Call {
  readonly path: string;
  readonly body: { readonly recipient: ReturnType<typeof recipientOf>; readonly message: Part };
}

/** With a second attempt where the first one can have failed by chance or for an old token. */
async function sendPart(desk: Desk, call: Call): Promise<string> {
  const token = await desk.tokens.get();
  const answer = await post(desk, token, call);
  if (isTokenRefused(answer.error)) {
    return idOf(desk, await post(desk, await desk.tokens.get(token), call));
  }
  return idOf(desk, isPassing(answer.error) ? await post(desk, token, call) : answer);
}

/** Failures come with HTTP 200, too: what counts is `error`. */
const answerSchema = z.object({
  error: z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform(Number),
  message: z.string().default(''),
  data: z
    .looseObject({
      message_id: z.string().optional(),
      quota: z.looseObject({ quota_type: z.string() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

type Answer = z.infer<typeof answerSchema>;

async function post({ settings, patience }: Desk, token: string, call: Call): Promise<Answer> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials(settings, token) },
    body: JSON.stringify(call.body),
  };
  const answer = await callProvider(`${settings.apiRoot}${call.path}`, request, patience);
  const known = answerSchema.safeParse(answer?.body);
  if (!known.success) throw unreachable(answer);
  return known.data;
}

/** The headers of every call. */
export function credentials(
  { appSecret, appSecretProof }: Pick<ApiSettings, 'appSecret' | 'appSecretProof'>,
  token: string,
): Record<string, string> {
  if (!appSecretProof) return { access_token: token };
  const proof = createHmac('sha256', appSecret).update(token).digest('hex');
  return { access_token: token, appsecret_proof: proof };
}

function idOf({ settings, refused, charged }: Desk, { error, message, data }: Answer): string {
  if (error !== 0) {
    const { failure, likelyCause } = verdictOn(error);
    if (likelyCause !== undefined) refused(likelyCause);
    throw new SendError(`Zalo ${error}: ${message}`, failure);
  }
  const kind = data?.quota?.quota_type;
  if (kind !== undefined && kind !== 'reply' && !settings.paidReplies) {
    charged(`Zalo took it from "${kind}": ZALO_OA_FREE_REPLIES is higher than what is free`);
  }
  return data?.message_id ?? '';
}
