/**
 * The signature of Zalo's events: the plain SHA-256 (no HMAC) of app id, raw body, timestamp and
 * OA Secret Key, one behind the other. What is not certain in it are settings.
 */
import { createHash } from 'node:crypto';
import { sameSecret } from '../secret.ts';

export interface SignatureSettings {
  readonly appId: string;
  readonly oaId: string;
  /** The "OA Secret Key" of the console's webhook page. */
  readonly secretKey: string;
  /** The app's own secret, which is another one; here only to recognise that they were mixed up. */
  readonly appSecret: string;
  /** Whose id is signed: sources name the app's, some programs use the OA's. */
  readonly signedId: 'app' | 'oa';
  /** Where the signed time stands first: in the body, or in the header `X-ZEvent-Timestamp`. */
  readonly signedTime: 'body' | 'header';
}

/** A call of the webhook as far as its signature is concerned. */
export interface SignedCall {
  readonly body: Buffer;
  /** The header `X-ZEvent-Signature`. */
  readonly signature: string;
  readonly bodyTime: string | undefined;
  readonly headerTime: string | undefined;
  readonly bodyAppId: string | undefined;
}

/** The signature in hexadecimal. */
export function macOf(id: string, body: Buffer, time: string, secret: string): string {
  return createHash('sha256').update(id).update(body).update(time).update(secret).digest('hex');
}

export function isSigned(call: SignedCall, settings: SignatureSettings): boolean {
  const { appId, oaId, secretKey, signedId, signedTime } = settings;
  const inBodyFirst = signedTime === 'body';
  const time = inBodyFirst
    ? (call.bodyTime ?? call.headerTime)
    : (call.headerTime ?? call.bodyTime);
  const id = signedId === 'app' ? appId : oaId;
  return matches(call, macOf(id, call.body, time ?? '', secretKey));
}

/** `mac=<hex>`, `mac = <hex>` or the bare digits. */
const MAC = /^\s*(?:mac)?[\s=]*([\da-f]{64})\s*$/i;

function matches({ signature }: SignedCall, expected: string): boolean {
  const [, given] = MAC.exec(signature) ?? [];
  return given !== undefined && sameSecret(given.toLowerCase(), expected);
}

/** One thing that may be different from what the settings say, and how to set it right. */
interface Variant {
  readonly value: string;
  readonly cure: string;
}

/** Why a signature is wrong, found out by trying what else could have been signed. */
export function likelyCause(call: SignedCall, settings: SignatureSettings): string {
  for (const id of idVariants(call, settings)) {
    for (const time of timeVariants(call)) {
      for (const secret of secretVariants(settings)) {
        if (matches(call, macOf(id.value, call.body, time.value, secret.value))) {
          return `it would be right with ${[id, time, secret].map(({ cure }) => cure).join(', ')}`;
        }
      }
    }
  }
  return 'ZALO_OA_SECRET_KEY is not the OA Secret Key of the webhook page in the console, or somebody other than Zalo calls';
}

function idVariants({ bodyAppId }: SignedCall, { appId, oaId }: SignatureSettings): Variant[] {
  return [
    { value: appId, cure: 'ZALO_OA_SIGNED_ID=app' },
    { value: oaId, cure: 'ZALO_OA_SIGNED_ID=oa' },
    { value: bodyAppId ?? '', cure: 'ZALO_OA_APP_ID as the event names it' },
  ];
}

function timeVariants({ bodyTime, headerTime }: SignedCall): Variant[] {
  return [
    { value: bodyTime ?? '', cure: 'ZALO_OA_SIGNED_TIME=body' },
    { value: headerTime ?? '', cure: 'ZALO_OA_SIGNED_TIME=header' },
  ];
}

function secretVariants({ secretKey, appSecret }: SignatureSettings): Variant[] {
  return [
    { value: secretKey, cure: 'ZALO_OA_SECRET_KEY as it is' },
    { value: appSecret, cure: 'ZALO_OA_SECRET_KEY with the value of ZALO_OA_APP_SECRET' },
  ];
}
