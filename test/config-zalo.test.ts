import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { UserError } from '../src/errors.ts';

const OA = {
  ZALO_OA_APP_ID: '360846524940900001',
  ZALO_OA_APP_SECRET: 'hunter2',
  ZALO_OA_SECRET_KEY: 'hunter3',
  ZALO_OA_ID: '388613280878800001',
};

describe('a Zalo Official Account', () => {
  test('takes what most sources say where they differ', () => {
    expect(readConfig(OA).zaloOa).toEqual({
      appId: OA.ZALO_OA_APP_ID,
      appSecret: 'hunter2',
      secretKey: 'hunter3',
      oaId: OA.ZALO_OA_ID,
      verifier: undefined,
      signedId: 'app',
      signedTime: 'body',
      oldestEventHours: 2,
      freeReplies: 8,
      paidReplies: false,
      callsPerMinute: 4000,
      buttons: 'show',
      appSecretProof: false,
      staffHours: 24,
      fileHosts: ['zdn.vn'],
      apiRoot: 'https://openapi.zalo.me',
      oauthRoot: 'https://oauth.zaloapp.com',
    });
  });

  test('can be told otherwise', () => {
    const { zaloOa } = readConfig({
      ...OA,
      ZALO_OA_FREE_REPLIES: 'unlimited',
      ZALO_OA_PAID_REPLIES: 'true',
      ZALO_OA_CALLS_PER_MINUTE: '600',
      ZALO_OA_API_ROOT: 'http://127.0.0.1:8080/',
    });
    expect(zaloOa).toMatchObject({
      ...{ freeReplies: 'unlimited', paidReplies: true, callsPerMinute: 600 },
      apiRoot: 'http://127.0.0.1:8080',
    });
  });

  test.each(Object.keys(OA))('without %s is not whole', (name) => {
    const read = () => readConfig({ ...OA, [name]: '' });
    expect(read).toThrow(new UserError(`Zalo OA also needs ${name}.`));
  });
});

describe('a bot on the Zalo Bot Platform', () => {
  const token = { ZALO_BOT_TOKEN: '12345689:abc-xyz' };

  test('polls with nothing but its token', () => {
    expect(readConfig(token).zaloBot).toEqual({
      token: '12345689:abc-xyz',
      apiRoot: 'https://bot-api.zaloplatforms.com',
      monthlyQuota: 3000,
      fileHosts: ['zdn.vn'],
      webhook: undefined,
    });
  });

  test('needs an address and a secret for the webhook', () => {
    const webhook = { ...token, ZALO_BOT_MODE: 'webhook' };
    expect(() => readConfig(webhook)).toThrow(
      new UserError('ZALO_BOT_MODE=webhook also needs ZALO_BOT_SECRET and PUBLIC_URL.'),
    );
    const whole = { ...webhook, ZALO_BOT_SECRET: 'hunter2!', PUBLIC_URL: 'https://a.vn/' };
    expect(readConfig(whole).zaloBot?.webhook).toEqual({
      secret: 'hunter2!',
      publicUrl: 'https://a.vn',
    });
  });
});

test('files of both lie at domains, or for tests at origins', () => {
  const { zaloOa, zaloBot } = readConfig({
    ...OA,
    ZALO_BOT_TOKEN: '12345689:abc-xyz',
    ZALO_FILE_HOSTS: 'zdn.vn, Zadn.vn http://127.0.0.1:8081/',
  });
  const hosts = ['zdn.vn', 'zadn.vn', 'http://127.0.0.1:8081'];
  expect([zaloOa?.fileHosts, zaloBot?.fileHosts]).toEqual([hosts, hosts]);
});

test.each([
  ['ZALO_OA_APP_ID', 'hunter2'],
  ['ZALO_OA_VERIFIER', '../etc/passwd'],
  ['ZALO_OA_SIGNED_ID', 'user'],
  ['ZALO_OA_FREE_REPLIES', 'many'],
  ['ZALO_OA_PAID_REPLIES', 'yes'],
  ['ZALO_OA_EVENT_HOURS', '0'],
  ['ZALO_OA_API_ROOT', 'openapi.zalo.me'],
  ['ZALO_OA_API_ROOT', 'https://openapi.zalo.me/v3.0'],
  ['ZALO_FILE_HOSTS', 'https://zdn.vn/files'],
  ['ZALO_FILE_HOSTS', '127.0.0.1'],
  ['ZALO_FILE_HOSTS', '.vn'],
  ['ZALO_BOT_TOKEN', 'hunter2'],
  ['ZALO_BOT_SECRET', 'short'],
  ['ZALO_BOT_MONTHLY_QUOTA', '-1'],
])('%s=%s is refused without being repeated', (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(new RegExp(`^Setting not understood: ${name} \\(`));
  if (value === 'hunter2') expect(read).not.toThrow(/hunter2/);
});
