/** What goes to an Official Account's citizens: form, windows, the table of errors. */
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/channels/zalo-oa/window.ts';
import { NOW } from '../helpers/bot.ts';
import { failure, HOUR, start, USER } from '../helpers/zalo-oa.ts';

const SIX = [
  'check-phone',
  'shutdown-when',
  'offer-handset',
  'reverify',
  'complaint',
  'handoff-human',
];
const choices = (ids: readonly string[]) =>
  ids.map((id) => ({ label: `Nút ${id}`, value: `i:${id}` }));

describe('sending', () => {
  it('a text goes as a consultation message, its choices as buttons', async () => {
    const { provider, send } = await start();
    await provider.says(USER, 'alo');
    const id = await send('Chào bạn', { choices: choices(SIX.slice(0, 2)) });
    expect(provider.calls.map(({ path }) => path)).toEqual(['/v3.0/oa/message/cs']);
    expect(provider.accepted).toEqual([
      {
        messageId: id,
        to: USER,
        text: 'Chào bạn',
        buttons: [
          { title: 'Nút check-phone', type: 'oa.query.show', payload: '#i:check-phone' },
          { title: 'Nút shutdown-when', type: 'oa.query.show', payload: '#i:shutdown-when' },
        ],
      },
    ]);
  });

  it('pressed buttons may be hidden in the chat, by setting', async () => {
    const { provider, send } = await start({ settings: { buttons: 'hide' } });
    await provider.says(USER, 'alo');
    await send('Chào bạn', { choices: choices(SIX.slice(0, 1)) });
    expect(provider.accepted[0]?.buttons).toMatchObject([{ type: 'oa.query.hide' }]);
  });

  it('of six choices five are buttons, the last among them, and all are numbered', async () => {
    const { provider, send } = await start();
    await provider.says(USER, 'alo');
    await send('Chào bạn', { choices: choices(SIX) });
    const [message] = provider.accepted;
    expect(message?.text).toBe(
      `Chào bạn\n\n${SIX.map((id, index) => `${index + 1}. Nút ${id}`).join('\n')}`,
    );
    expect(message?.buttons.map(({ payload }) => payload)).toEqual(
      SIX.filter((id) => id !== 'complaint').map((id) => `#i:${id}`),
    );
  });

  it('a long text goes in parts of at most 2,000 characters, the buttons with the last', async () => {
    const { provider, send } = await start();
    await provider.says(USER, 'alo');
    const text = 'Máy chỉ có 2G không gọi được nữa. '.repeat(130).normalize('NFD');
    const id = await send(text, { choices: choices(SIX.slice(0, 1)) });
    expect(provider.accepted.map((part) => part.text.length <= 2000)).toEqual([true, true, true]);
    expect(provider.accepted.map(({ buttons }) => buttons.length)).toEqual([0, 0, 1]);
    expect(provider.accepted.map((part) => part.text).join(' ')).toBe(text.normalize('NFC').trim());
    expect(id).toBe(provider.accepted[2]?.messageId);
  });

  it('what failed in the middle goes on there', async () => {
    const { provider, send } = await start();
    await provider.says(USER, 'alo');
    const text = 'Một câu dài vừa phải thôi. '.repeat(200);
    provider.faults.push(undefined, 'http 500');
    const error = await failure(send(text));
    expect(error.failure).toEqual({ retryable: true, retryAfter: undefined, partsSent: 1 });
    await send(text, { partsSent: 1 });
    expect(provider.accepted.map((part) => part.text).join(' ')).toBe(text.trim());
  });

  it('proves that it knows the app when the console asks for that', async () => {
    const { provider, send } = await start({ settings: { appSecretProof: true } });
    await provider.says(USER, 'alo');
    await send('Chào bạn');
    expect(provider.calls[0]?.headers).toHaveProperty(
      'appsecret_proof',
      expect.stringMatching(/^[\da-f]{64}$/),
    );
  });
});

describe('when it may be sent', () => {
  const heard = (hours: number, sentSince = 0): Contact => ({
    lastHeardAt: new Date(NOW.getTime() - hours * HOUR).toISOString(),
    sentSince,
  });

  it.each([
    [heard(47.9, 7), {}, undefined],
    [heard(47.9, 8), {}, /8 free messages have been sent/],
    [heard(47.9, 8), { freeReplies: 'unlimited' }, undefined],
    [heard(1, 2), { freeReplies: 2 }, /2 free messages have been sent/],
    [heard(48.1), {}, /48 hours of free messages are over/],
    [heard(48.1), { freeReplies: 'unlimited' }, /48 hours/],
    [heard(48.1, 20), { paidReplies: true }, undefined],
    [heard(7 * 24 + 1), { paidReplies: true }, /not written for 7 days/],
  ] as const)('%j with %j', async (contact, settings, refusal) => {
    const { provider, send } = await start({ contact, settings });
    await provider.says(USER, 'alo');
    if (refusal === undefined) return void (await send('Chào bạn'));
    const error = await failure(send('Chào bạn'));
    expect(error.message).toMatch(refusal);
    expect(error.failure).toEqual({ retryable: false });
    expect(provider.calls).toEqual([]);
  });

  it('a reply whose parts would not all be free is not begun', async () => {
    const { provider, send } = await start({ contact: heard(1, 7) });
    expect((await failure(send('Một câu. '.repeat(400)))).failure.retryable).toBe(false);
    expect(provider.calls).toEqual([]);
  });

  it('a message that was free only in our counting is noticed', async () => {
    const { provider, send, report } = await start({ zalo: { freeReplies: 1 } });
    await provider.says(USER, 'alo');
    await send('một');
    expect(report.lines.join('\n')).not.toMatch(/not free/);
    await send('hai');
    expect(report.lines.join('\n')).toMatch(/not free.*sub_quota/);
  });

  it("Zalo's own refusal after seven days is final", async () => {
    const { provider, send, clock } = await start();
    await provider.says(USER, 'alo');
    clock.forward(19 * HOUR);
    await send('còn được');
    clock.forward(7 * 24 * HOUR);
    expect((await failure(send('quá muộn'))).failure.retryable).toBe(false);
  });
});

describe('refusals', () => {
  it.each([
    [-32, { retryable: true, retryAfter: 3 }, false],
    [-201, { retryable: false, gone: false }, false],
    [-204, { retryable: false }, true],
    [-205, { retryable: false }, true],
    [-209, { retryable: false }, true],
    [-210, { retryable: false, gone: false }, false],
    [-211, { retryable: false }, true],
    [-212, { retryable: false }, true],
    [-213, { retryable: false, gone: false }, false],
    [-217, { retryable: false, gone: true }, false],
    [-218, { retryable: false, gone: true }, false],
    [-219, { retryable: false }, true],
    [-221, { retryable: false }, true],
    [-223, { retryable: false }, true],
    [-224, { retryable: false }, true],
    [-227, { retryable: false, gone: true }, false],
    [-230, { retryable: false, gone: false }, false],
    [-232, { retryable: false, gone: false }, false],
    [-233, { retryable: false, gone: false }, false],
    [-234, { retryable: false, gone: false }, false],
    [-235, { retryable: false }, true],
    [-240, { retryable: false, gone: false }, false],
    [-242, { retryable: false }, true],
    [-244, { retryable: false, gone: true }, false],
    [-248, { retryable: false }, true],
    [-320, { retryable: false }, true],
    [-321, { retryable: false }, true],
    [-9999, { retryable: false, gone: false }, false],
  ])('%i: %j', async (code, expected, alarming) => {
    const { provider, send, report } = await start();
    await provider.says(USER, 'alo');
    provider.faults.push({ code });
    const error = await failure(send('Chào bạn'));
    expect(error.failure).toEqual({ ...expected, partsSent: 0 });
    expect(error.message).toContain(String(code));
    expect(report.lines.join('\n').includes('Zalo refuses messages')).toBe(alarming);
    expect(provider.calls).toHaveLength(1);
  });

  it('"Send message failed" gets a second chance, not a third', async () => {
    const { provider, send } = await start();
    await provider.says(USER, 'alo');
    provider.faults.push({ code: -200 });
    await send('một');
    provider.faults.push({ code: -200 }, { code: -200 });
    expect((await failure(send('hai'))).failure.retryable).toBe(false);
    expect(provider.accepted.map(({ text }) => text)).toEqual(['một']);
  });

  it.each(['http 500', 'no answer', 'reset after accept'] as const)(
    '%s: to be tried again',
    async (fault) => {
      const { provider, send } = await start();
      await provider.says(USER, 'alo');
      provider.faults.push(fault);
      const error = await failure(send('Chào bạn'));
      expect(error.failure).toEqual({ retryable: true, partsSent: 0 });
      expect(error.message).not.toContain('127.0.0.1');
    },
  );
});
