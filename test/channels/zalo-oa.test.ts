/** What an Official Account tells: signatures and all kinds of events. */
import { describe, expect, it } from 'vitest';
import { macOf } from '../../src/channels/zalo-oa/signature.ts';
import type { Address } from '../../src/message.ts';
import { NOW } from '../helpers/bot.ts';
import { outgoing } from '../helpers/zalo.ts';
import { HOUR, start, TO, USER } from '../helpers/zalo-oa.ts';
import { fromUser } from '../providers/zalo-oa.ts';

describe('the signature', () => {
  it('is the SHA-256 of app id, body, time and OA Secret Key', () => {
    const body =
      '{"app_id":"1234567890","event_name":"user_send_text","timestamp":"1732250000000"}';
    expect(macOf('1234567890', Buffer.from(body), '1732250000000', 's3cr3t')).toBe(
      '7a93591fcc672e80b2de88b1e8de969130b68571f5a2677d6d1ec1354348660c',
    );
  });

  it('lets Vietnamese in, byte for byte', async () => {
    const { provider, inbox } = await start();
    await provider.says(USER, 'Máy Nokia 1280 có dùng được nữa không ạ? 😀', 'm1');
    expect(inbox.messages).toEqual([
      {
        address: TO,
        externalId: 'm1',
        receivedAt: NOW.toISOString(),
        kind: 'text',
        text: 'Máy Nokia 1280 có dùng được nữa không ạ? 😀',
      },
    ]);
  });

  it.each([
    ['the id of the OA', { signedId: 'oa' }],
    ['the time in a header', { signedTime: 'header' }],
    ['both', { signedId: 'oa', signedTime: 'header' }],
  ] as const)('may be over %s, by setting', async (_what, variant) => {
    const { provider, inbox } = await start({ zalo: variant, settings: variant });
    await provider.says(USER, 'xin chào');
    expect(inbox.messages).toHaveLength(1);
  });

  it.each([
    [{ signedId: 'oa' }, {}, 'ZALO_OA_SIGNED_ID=oa'],
    [{ signedTime: 'header' }, {}, 'ZALO_OA_SIGNED_TIME=header'],
    [{}, { appId: '999999' }, 'ZALO_OA_APP_ID as the event names it'],
    [
      {},
      { secretKey: 'another', appSecret: 'oa-secret-key-of-the-stand-in' },
      'ZALO_OA_SECRET_KEY with the value of ZALO_OA_APP_SECRET',
    ],
    [{}, { secretKey: 'another' }, 'ZALO_OA_SECRET_KEY is not the OA Secret Key'],
  ] as const)(
    'when Zalo signs %j and we expect %j, names the cause',
    async (zalo, settings, cure) => {
      const { provider, inbox, report } = await start({ zalo, settings });
      await provider.says(USER, 'tôi là Nguyễn Văn A');
      expect(provider.events.deliveries).toEqual([{ retry: 0, status: 401 }]);
      expect(inbox.messages).toEqual([]);
      expect(report.lines.join('\n')).toContain(cure);
      expect(report.lines.join('\n')).not.toMatch(/Nguyễn|secret-key|another/);
    },
  );

  it('that is missing or no signature at all is refused without an echo', async () => {
    const { url, inbox, report } = await start();
    const body = '{"event_name":"user_send_text","timestamp":"1","message":{"text":"bí mật"}}';
    for (const headers of [{}, { 'x-zevent-signature': 'mac=xyz' }]) {
      const response = await fetch(`${url}/webhooks/zalo-oa`, { method: 'POST', headers, body });
      expect(response.status).toBe(401);
      expect(await response.text()).toBe('');
    }
    expect(inbox.messages).toEqual([]);
    expect(report.lines).toHaveLength(1);
    expect(report.lines[0]).not.toContain('bí mật');
  });
});

describe('the console', () => {
  it('may probe the address: GET, an unsigned {} and an empty body', async () => {
    const { url, inbox } = await start();
    const hook = `${url}/webhooks/zalo-oa`;
    expect((await fetch(hook)).status).toBe(200);
    for (const body of ['{}', ' { } ', '']) {
      expect((await fetch(hook, { method: 'POST', body })).status).toBe(200);
    }
    expect(inbox.messages).toEqual([]);
  });

  it('finds the proof of the domain', async () => {
    const { url } = await start({ settings: { verifier: 'Ab-1_2' } });
    const page = await (await fetch(`${url}/zalo_verifierAb-1_2.html`)).text();
    expect(page).toContain('<meta name="zalo-platform-site-verification" content="Ab-1_2" />');
    expect((await fetch(`${url}/zalo_verifierAb-1_3.html`)).status).toBe(404);
  });
});

describe('events', () => {
  it.each([
    ['user_send_image', [{ type: 'image', payload: { thumbnail: 't', url: 'u' } }], 'image'],
    ['user_send_gif', [{ type: 'gif', payload: { thumbnail: 't', url: 'u' } }], 'image'],
    ['user_send_audio', [{ type: 'audio', payload: { url: 'u' } }], 'voice'],
    ['user_send_video', [{ type: 'video', payload: { url: 'u', description: '' } }], 'file'],
    ['user_send_sticker', [{ type: 'sticker', payload: { id: '1', url: 'u' } }], 'sticker'],
    [
      'user_send_location',
      [{ type: 'location', payload: { coordinates: { latitude: '11.5', longitude: 106.9 } } }],
      'location',
    ],
    ['user_send_file', [{ type: 'file', payload: { url: 'u', name: 'n', size: '3' } }], 'file'],
    ['user_send_business_card', [{ type: 'link', payload: { description: '{}' } }], 'contact'],
  ])('%s comes without content', async (name, attachments, kind) => {
    const { provider, inbox } = await start();
    await provider.event(name, fromUser(USER, { message: { msg_id: 'm1', attachments } }));
    expect(inbox.messages).toMatchObject([{ address: TO, externalId: 'm1', kind, text: '' }]);
  });

  it('a picture with words counts for its words, a link without words for its address', async () => {
    const { provider, inbox } = await start();
    const [picture, link] = [
      { msg_id: 'm1', text: 'máy này ạ', attachments: [{ type: 'image', payload: {} }] },
      { msg_id: 'm2', text: '', attachments: [{ type: 'link', payload: { url: 'https://a.vn' } }] },
    ];
    await provider.event('user_send_image', fromUser(USER, { message: picture }));
    await provider.event('user_send_link', fromUser(USER, { message: link }));
    expect(inbox.messages).toMatchObject([
      { kind: 'text', text: 'máy này ạ' },
      { kind: 'text', text: 'https://a.vn' },
    ]);
  });

  it('a pressed button is a choice', async () => {
    const { provider, inbox } = await start();
    await provider.says(USER, '#i:check-phone');
    await provider.says(USER, '# 1 hay 2');
    expect(inbox.messages).toMatchObject([
      { kind: 'choice', text: 'i:check-phone' },
      { kind: 'text', text: '# 1 hay 2' },
    ]);
  });

  it('who follows and opens the chat is greeted once a day', async () => {
    const { provider, inbox, clock } = await start();
    const follow = { oa_id: provider.app.oaId, follower: { id: USER }, source: 'oa_profile' };
    await provider.event('follow', follow);
    await provider.event('user_click_chatnow', { oa_id: provider.app.oaId, user_id: USER });
    expect(inbox.messages).toMatchObject([{ address: TO, kind: 'choice', text: 'i:greeting' }]);
    clock.forward(24 * HOUR);
    await provider.event('follow', follow);
    expect(inbox.messages).toHaveLength(2);
  });

  it('who leaves is gone, and who takes back the consent is forgotten', async () => {
    const { provider, inbox, withdrawn } = await start();
    await provider.event('unfollow', { oa_id: provider.app.oaId, follower: { id: USER } });
    expect(inbox.events).toEqual([{ kind: 'gone', address: TO }]);
    await provider.event('user_withdraw', { user_id: USER, user_id_by_app: 'x' });
    expect(withdrawn).toEqual([TO]);
  });

  it('a form with name and telephone number is a contact, in both of its shapes', async () => {
    const { provider, inbox } = await start();
    const nested = { name: 'Nguyen Van A', phone: '84912345678', full_address: { user_city: 'x' } };
    const flat = { name: 'Nguyen Van A', phone: '84912345678', city: 'x', district: 'y' };
    await provider.event('user_submit_info', fromUser(USER, { info: nested }));
    await provider.event(
      'user_submit_info',
      fromUser(USER, { info: flat, timestamp: '1795323600001' }),
    );
    expect(inbox.messages).toMatchObject([
      { kind: 'contact', text: '' },
      { kind: 'contact', text: '' },
    ]);
  });

  it.each([
    ['the OA sends', (oa: string) => ({ sender: { id: oa }, recipient: { id: USER } })],
    ['the user sends', (oa: string) => ({ sender: { id: USER }, recipient: { id: oa } })],
  ])('receipts count, also when %s them', async (_who, sides) => {
    const { provider, inbox } = await start();
    const between = sides(provider.app.oaId);
    await provider.event('user_received_message', { ...between, message: { msg_id: 'a' } });
    await provider.event('user_seen_message', { ...between, message: { msg_ids: ['a', 'b'] } });
    const receipt = { kind: 'receipt', channel: 'zalo-oa', at: NOW.toISOString() };
    expect(inbox.events).toEqual([
      { ...receipt, externalId: 'a', status: 'delivered' },
      { ...receipt, externalId: 'a', status: 'read' },
      { ...receipt, externalId: 'b', status: 'read' },
    ]);
  });

  it('what staff writes in the OA Manager is told, our own echo is not', async () => {
    const { provider, inbox, staff, send } = await start();
    await provider.says(USER, 'alo');
    await send('chào bạn');
    await expect.poll(() => inbox.events.length).toBe(2);
    expect(staff).toEqual([]);
    await provider.staffWrites(USER, 'Em là Lan, em gọi cô nhé', 's1');
    expect(staff).toEqual([{ address: TO, externalId: 's1', text: 'Em là Lan, em gọi cô nhé' }]);
    expect(inbox.messages).toHaveLength(1);
  });

  it('what is unknown, of groups or of templates is counted and answered 200', async () => {
    const { provider, inbox, report } = await start();
    const message = { msg_id: 'm', text: 'x' };
    for (const [name, fields] of [
      ['user_send_group_text', fromUser(USER, { message })],
      ['user_reacted_message', fromUser(USER, { message: { msg_id: 'm', react_icon: '/-heart' } })],
      ['shop_has_order', fromUser(USER, {})],
      ['user_received_message', fromUser(USER, { message: { ...message, tracking_id: 't' } })],
      ['oa_send_consent', fromUser(provider.app.oaId, { request_consent_id: '1' })],
    ] as const) {
      expect(await provider.event(name, fields)).toBe(200);
    }
    expect([inbox.messages, inbox.events]).toEqual([[], []]);
    expect(report.lines.join('\n')).toMatch(/user_send_group_text.*shop_has_order/s);
  });

  it('a visitor without an account is answered by the old API, with numbers for buttons', async () => {
    const { provider, inbox, channel } = await start();
    const message = { msg_id: 'm1', text: 'xin chào', conversation_id: 'c-9' };
    await provider.event('anonymous_send_text', fromUser('v-1', { message }));
    const address: Address = 'zalo-oa:anonymous/v-1/c-9';
    expect(inbox.messages).toMatchObject([{ address, text: 'xin chào' }]);
    const choices = [{ label: 'Kiểm tra máy', value: 'i:check-phone' }];
    await channel.send(address, outgoing('Chào bạn', { choices }), new AbortController().signal);
    expect(provider.accepted).toMatchObject([
      { to: 'v-1/c-9', text: 'Chào bạn\n\n1. Kiểm tra máy', buttons: [] },
    ]);
  });
});
