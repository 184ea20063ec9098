import { describe, expect, test } from 'vitest';
import { createTyping, relayTyping } from '../../../src/bot/typing.ts';
import type { ChannelName } from '../../../src/message.ts';
import { seen } from '../peer.ts';
import { BUTTONS, kept, longText, settled, squeezed } from '../rig.ts';
import type { Bench } from './bench.ts';

/** Channels on which choices are picked by typing their number. */
const NO_BUTTONS: readonly ChannelName[] = ['zalo-bot', 'sms'];
/** What people write and what they are shown. */
export function said(name: string, { start }: Bench): void {
  describe(`${name}: what is said`, () => {
    test.each([1, 70, 160, 161, 1000])(
      'a text of %i characters comes back whole',
      async (length) => {
        const { peer, rig } = await start();
        const [person] = peer.people;
        const text = length === 1 ? 'ạ' : longText(length);
        await peer.write(person, text);
        await settled(rig);
        expect(squeezed(peer.shown(person))).toBe(squeezed(seen(peer, [text])));
      },
    );

    test.each([-1, 0, 1, 5000])(
      'an answer %i characters beyond the limit is split',
      async (beyond) => {
        const { peer, rig } = await start();
        const [person] = peer.people;
        const limit = rig.channel.limits.textLength ?? 1000;
        await peer.write(person, `dài ${limit + beyond}`);
        await settled(rig);
        const parts = peer.shown(person);
        expect(squeezed(parts)).toBe(squeezed(seen(peer, [longText(limit + beyond)])));
        expect(parts.length > 1).toBe(beyond > 0);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).not.toMatch(/1800$|^8098/);
        }
      },
    );

    test('composed or decomposed, Vietnamese is answered composed', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      const text = 'Nhà mạng đã tắt sóng, bà cụ hỏi: điện thoại ở quê dùng được nữa không ạ?';
      for (const form of ['NFC', 'NFD'] as const) {
        await peer.write(person, text.normalize(form));
        await settled(rig);
      }
      expect(peer.shown(person)).toEqual(
        seen(peer, [text, text]).map((words) => words.normalize('NFC')),
      );
    });

    test('what looks like markup is shown as it was written', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      const text = '<b>Giảm 50%</b> & "quà" </i> *x* _y_ [z](http://a) {{code}} &lt; 👵🏽 1<2';
      await peer.write(person, text);
      await settled(rig);
      expect(peer.shown(person)).toEqual(seen(peer, [text]));
    });

    test('a pressed button brings its value', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      await peer.write(person, 'xin chào');
      await settled(rig);
      const buttons = peer.buttons(person);
      if (buttons !== undefined) expect(buttons).toEqual(BUTTONS.map(({ label }) => label));
      if (peer.press === undefined) return expect(NO_BUTTONS).toContain(rig.channel.name);
      await peer.press(person, 'i:check-phone');
      await settled(rig);
      expect(peer.shown(person).at(-1)).toBe('[choice] i:check-phone');
    });

    test('that staff is writing is shown where it can be, and otherwise nothing happens', async () => {
      const { peer, rig } = await start();
      const [person, other] = peer.people;
      const typing = createTyping({ now: () => new Date() });
      relayTyping(typing, [rig.channel], rig.bot.log);
      expect(peer.typed === undefined).toBe(rig.channel.typing === undefined);
      typing.citizen(peer.address(other));
      typing.agent(peer.address(person));
      if (peer.typed === undefined) return;
      await expect.poll(() => peer.typed?.(person)).toBe(1);
      expect(peer.typed(other)).toBe(0);
      peer.troubleTyping?.();
      typing.agent(peer.address(other));
      if (peer.troubleTyping === undefined) return;
      await expect.poll(() => rig.logged.join('')).toContain('did not arrive');
    });

    test('each kind of media is known for what it is', async () => {
      const { peer, rig } = await start();
      const [person] = peer.people;
      for (const [kind, send] of Object.entries(peer.media)) {
        await send(person);
        await settled(rig);
        expect(peer.shown(person).at(-1)).toBe(`[${kind}]`);
      }
    });

    test('short pieces in quick succession are one turn', async () => {
      const { peer, rig } = await start({ rhythm: { quiet: 500, longest: 3000 } });
      const [person] = peer.people;
      await Promise.all(['alo', 'cho hỏi', 'nokia 1280'].map((text) => peer.write(person, text)));
      await settled(rig);
      expect(squeezed(peer.shown(person))).toBe(squeezed(seen(peer, ['alo cho hỏi nokia 1280'])));
      expect(await kept(rig)).toBe(3);
    });
  });
}
