/**
 * What every channel has to keep, whatever its provider does: each message that was acknowledged is
 * answered once, in order, and nobody else gets in.
 *
 * A channel takes part with a `Peer`: its provider as a stand-in, and what a person does there.
 */
import { expect, onTestFinished } from 'vitest';
import type { Bench } from './contract/bench.ts';
import { files } from './contract/files.ts';
import { once } from './contract/once.ts';
import { said } from './contract/said.ts';
import { trouble } from './contract/trouble.ts';
import { webhook } from './contract/webhook.ts';
import type { Peer } from './peer.ts';
import { type Rig, type RigOptions, startRig } from './rig.ts';

/** Runs the whole contract. `reachable` is false for a channel that polls: it has no webhook. */
export function contract(
  name: string,
  openPeer: () => Promise<Peer>,
  { reachable = true }: { reachable?: boolean } = {},
): void {
  async function start(options: RigOptions = {}): Promise<{ peer: Peer; rig: Rig }> {
    const peer = await openPeer();
    onTestFinished(() => peer.close());
    const rig = await restart(peer, options);
    onTestFinished(() => {
      for (const secret of peer.secrets) expect(rig.logged.join('')).not.toContain(secret);
    });
    return { peer, rig };
  }

  async function restart(peer: Peer, options: RigOptions): Promise<Rig> {
    const rig = await startRig((site) => peer.channel(site), options);
    await peer.ready();
    return rig;
  }

  const bench: Bench = { start, restart };
  said(name, bench);
  once(name, bench);
  trouble(name, bench);
  files(name, bench);
  if (reachable) webhook(name, bench);
}
