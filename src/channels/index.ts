/** Every channel that this installation serves: one line each. */
import type { Channel } from './channel.ts';
import { type WebChannel, webChannel } from './web.ts';

export interface Channels {
  /** Its pages subscribe to it. */
  readonly web: WebChannel;
  readonly all: readonly Channel[];
}

export function createChannels(): Channels {
  const web = webChannel();
  return { web, all: [web] };
}
