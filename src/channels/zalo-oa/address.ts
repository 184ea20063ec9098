/**
 * `zalo-oa:<user>` for a person with an account, `zalo-oa:anonymous/<visitor>/<conversation>` for
 * somebody who writes from a web page without one: Zalo wants both ids for an answer.
 */
import type { Address } from '../../message.ts';

export type Recipient =
  | { readonly user_id: string }
  | { readonly anonymous_id: string; readonly conversation_id: string };

export function userAddress(user: string): Address {
  return `zalo-oa:${user}`;
}

export function anonymousAddress(visitor: string, conversation: string): Address {
  return `zalo-oa:${ANONYMOUS}/${visitor}/${conversation}`;
}

/** Whom the API has to be told to reach that address. */
export function recipientOf(address: Address): Recipient {
  const [first = '', visitor, conversation] = address.slice(address.indexOf(':') + 1).split('/');
  if (first !== ANONYMOUS || visitor === undefined || conversation === undefined) {
    return { user_id: first };
  }
  return { anonymous_id: visitor, conversation_id: conversation };
}

const ANONYMOUS = 'anonymous';
