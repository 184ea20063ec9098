import { describe, expect, test } from 'vitest';
import type { Inbox } from '../../../src/channels/channel.ts';
import { seen } from '../peer.ts';
import { kept, settled, settledFor } from '../rig.ts';
import type { Bench } from './bench.ts';

/** Each message is answered once and in order, whatever repeats itself. */
export function once(name: string, { start, restart }: Bench): void {
  describe(`${name}: once and in order`, () => {
    test('what comes a hundred times at once is answered once', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      peer.repeat(100);
      await peer.write(person, 'một lần thôi');
      await settled(rig);
      expect(peer.shown(person)).toEqual(seen(peer, ['một lần thôi']));
      await peer.press?.(person, 'i:check-phone');
      await settled(rig);
      const pressed = peer.press === undefined ? [] : ['[choice] i:check-phone'];
      expect(peer.shown(person)).toEqual(seen(peer, ['một lần thôi', ...pressed]));
      expect(await kept(rig)).toBe(1 + pressed.length);
    });

    test('many people at once do not mix', async () => {
      const { peer, rig } = await start({ rhythm: { quiet: 0 } });
      const said = (person: string) => Array.from({ length: 5 }, (_, n) => `${person} ${n}`);
      await Promise.all(
        peer.people.map(async (person) => {
          for (const text of said(person)) {
            await peer.write(person, text);
            await settledFor(rig, peer.address(person));
          }
        }),
      );
      await settled(rig);
      for (const person of peer.people)
        expect(peer.shown(person)).toEqual(seen(peer, said(person)));
    });

    test('a restart in the middle loses nothing and says nothing twice', async () => {
      const { peer, rig } = await start();
      const said = Array.from({ length: 24 }, (_, n) => ({
        person: peer.people[n % 3] ?? peer.people[0],
        text: `câu ${n}`,
      }));
      const writing = said.map(({ person, text }) => peer.write(person, text));
      await Promise.race(writing);
      const { port } = new URL(rig.url);
      await rig.stop();
      const again = await restart(peer, { database: rig.database, port: Number(port) });
      await Promise.all(writing);
      await settled(again);
      for (const person of peer.people) {
        const own = said.filter((one) => one.person === person).map(({ text }) => text);
        expect(peer.shown(person).join('\n').split('\n')).toEqual(seen(peer, own));
      }
    });

    test('what could not be stored comes again', async () => {
      let refusals = 2;
      const around = (inbox: Inbox): Inbox => ({
        ...inbox,
        message: (message) => {
          refusals -= 1;
          return refusals >= 0 ? Promise.reject(new Error('disk full')) : inbox.message(message);
        },
      });
      const { peer, rig } = await start({ around });
      const [person] = peer.people;
      await peer.write(person, 'vẫn còn đây');
      await settled(rig);
      expect(peer.shown(person)).toEqual(seen(peer, ['vẫn còn đây']));
    });

    test('while a person is in charge it is kept and not answered', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      await peer.write(person, 'gặp người');
      await settled(rig);
      await rig.bot.db.updateTable('conversation').set({ status: 'agent' }).execute();
      await peer.write(person, 'cô ơi');
      await settled(rig);
      expect(peer.shown(person)).toEqual(seen(peer, ['gặp người']));
      expect(await kept(rig)).toBe(2);
    });
  });
}
