import { describe, expect, test } from 'vitest';
import type { ChannelName } from '../../../src/message.ts';
import { seen, type Trouble } from '../peer.ts';
import { longText, settled, squeezed } from '../rig.ts';
import type { Bench } from './bench.ts';

/** Channels whose provider does not say that a person wants nothing more. */
const NO_BLOCKING: readonly ChannelName[] = ['zalo-bot', 'sms'];

/** A provider that is away, slow, or lets go of the line. */
export function trouble(name: string, { start }: Bench): void {
  describe(`${name}: a provider in trouble`, () => {
    const troubles: readonly (readonly [string, readonly Trouble[]])[] = [
      ['is down for a while', [{ kind: 'down' }, { kind: 'down' }, { kind: 'down' }]],
      ['says nothing', [{ kind: 'silent' }]],
    ];
    test.each(troubles)('that %s gets the answer once', async (_, faults) => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      peer.trouble(...faults);
      await peer.write(person, 'một');
      await settled(rig);
      await peer.write(person, 'hai');
      await settled(rig);
      expect(peer.shown(person)).toEqual(seen(peer, ['một', 'hai']));
    });

    test('that asks to wait is left in peace for so long', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      peer.trouble({ kind: 'busy', retryAfter: 1 });
      await peer.write(person, 'từ từ');
      const asked = performance.now();
      await settled(rig);
      expect(performance.now() - asked).toBeGreaterThan(900);
      expect(peer.shown(person)).toEqual(seen(peer, ['từ từ']));
    });

    test('whose connection breaks after the yes may show it twice, and we count it once', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      peer.trouble({ kind: 'reset' });
      await peer.write(person, 'nghe rõ');
      await settled(rig);
      expect([1, 2]).toContain(peer.shown(person).length);
      expect(new Set(peer.shown(person))).toEqual(new Set(seen(peer, ['nghe rõ'])));
      const rows = await rig.bot.db.selectFrom('outbox').select('status').execute();
      expect(rows).toEqual([{ status: 'sent' }]);
    });

    test('that breaks in the middle of a long answer gets the rest of it', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      const length = (rig.channel.limits.textLength ?? 1000) * 3;
      peer.trouble({ kind: 'none' }, { kind: 'down' });
      await peer.write(person, `dài ${length}`);
      await settled(rig);
      expect(squeezed(peer.shown(person))).toBe(squeezed(seen(peer, [longText(length)])));
      const row = await rig.bot.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({ status: 'sent', attempts: 2, partsSent: 1 });
    });

    test('whose user blocks us is left alone, and answered when they write again', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      if (peer.block === undefined) return expect(NO_BLOCKING).toContain(rig.channel.name);
      await peer.write(person, 'chào');
      await settled(rig);
      peer.block(person, true);
      await peer.write(person, 'thôi');
      await settled(rig);
      expect(peer.shown(person)).toEqual(seen(peer, ['chào']));
      const rows = await rig.bot.db.selectFrom('conversation').select('stoppedAt').execute();
      expect(rows[0]?.stoppedAt).not.toBeNull();
      peer.block(person, false);
      await peer.write(person, 'tôi lại đây');
      await settled(rig);
      expect(peer.shown(person)).toEqual(seen(peer, ['chào', 'tôi lại đây']));
    });
  });
}
