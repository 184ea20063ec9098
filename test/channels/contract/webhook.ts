import { describe, expect, test } from 'vitest';
import { type RawRequest, seen } from '../peer.ts';
import type { Rig } from '../rig.ts';
import { kept, settled } from '../rig.ts';
import type { Bench } from './bench.ts';

/** Who comes to the webhook, and with what. */
export function webhook(name: string, { start }: Bench): void {
  describe(`${name}: at the webhook`, () => {
    test('whoever does not know the secret is refused, and the operator hears why', async () => {
      const { peer, rig } = await start();
      for (const request of peer.forged) {
        const response = await post(rig, request);
        expect(response, request.label).toEqual({ status: 401, text: '' });
      }
      expect(await kept(rig)).toBe(0);
      const alarms = rig.logged.filter((line) => line.includes('"alarm":true'));
      expect(alarms.length).toBeGreaterThan(0);
      expect(alarms[0]).toContain('likelyCause');
    });

    test('what makes no sense is not kept, and the next message is answered', async () => {
      const { peer, rig } = await start();
      const megabyte = { label: 'a megabyte', body: `"${'x'.repeat(1_000_000)}"` };
      const broken = { label: 'no JSON', body: '{"update_id":' };
      const [some] = peer.strange;
      const more = some === undefined ? [] : [megabyte, broken].map((odd) => ({ ...some, ...odd }));
      for (const request of [...peer.strange, ...more]) {
        const { status, text } = await post(rig, request);
        expect(status, request.label).toBeLessThan(500);
        expect(text, request.label).not.toContain('at ');
      }
      expect(await kept(rig)).toBe(0);
      await peer.write(peer.people[0], 'còn đó không');
      await settled(rig);
      expect(peer.shown(peer.people[0])).toEqual(seen(peer, ['còn đó không']));
    });
  });
}

async function post(
  { url }: Rig,
  { path, headers, body }: RawRequest,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url + path, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}
