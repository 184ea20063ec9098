/** What each part of the contract starts with. */
import type { Peer } from '../peer.ts';
import type { Rig, RigOptions } from '../rig.ts';

export interface Bench {
  /** A fresh stand-in and the message path in front of it. */
  start(options?: RigOptions): Promise<{ peer: Peer; rig: Rig }>;
  /** The message path again, after it was stopped. */
  restart(peer: Peer, options: RigOptions): Promise<Rig>;
}
