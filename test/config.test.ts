import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig, SETTING_NAMES } from '../src/config.ts';
import { UserError } from '../src/errors.ts';

test('without any setting there is a default for each', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: 'var',
    databaseUrl: undefined,
    trustProxy: false,
    embedOrigins: [],
    retention: { messagesDays: 90, ticketsDays: 365 },
    logLevel: 'info',
    publicUrl: undefined,
    telegram: undefined,
  });
});

test('every setting is read; an empty one counts as not set', () => {
  const config = readConfig({
    PORT: ' 8080 ',
    HOST: '0.0.0.0',
    DATA_DIR: '/srv/data',
    DATABASE_URL: 'postgres://bot:pw@db:5432/bot',
    TRUST_PROXY: '10.0.0.1, 10.0.0.0/8',
    EMBED_ORIGINS: 'https://a.gov.vn, https://b.gov.vn:8443  https://c.gov.vn',
    RETENTION_MESSAGES_DAYS: '30',
    RETENTION_TICKETS_DAYS: '',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: 'https://tro-ly.gov.vn/',
    PATH: '/usr/bin',
  });
  expect(config).toEqual({
    port: 8080,
    host: '0.0.0.0',
    dataDir: '/srv/data',
    databaseUrl: 'postgres://bot:pw@db:5432/bot',
    trustProxy: ['10.0.0.1', '10.0.0.0/8'],
    embedOrigins: ['https://a.gov.vn', 'https://b.gov.vn:8443', 'https://c.gov.vn'],
    retention: { messagesDays: 30, ticketsDays: 365 },
    logLevel: 'warn',
    publicUrl: 'https://tro-ly.gov.vn',
    telegram: undefined,
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test.each([
  ['false', false],
  ['0', false],
  ['1', 1],
  ['loopback', ['loopback']],
])('TRUST_PROXY=%s', (text, expected) => {
  expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(expected);
});

const TOKEN = '123456:AbCdEfGhIjKlMnOpQrStUv_-0123456789';

test('Telegram polls with nothing but its token', () => {
  expect(readConfig({ TELEGRAM_TOKEN: TOKEN }).telegram).toEqual({
    token: TOKEN,
    apiRoot: 'https://api.telegram.org',
    webhook: undefined,
  });
});

test('its webhook needs a secret and an address', () => {
  const webhook = { TELEGRAM_TOKEN: TOKEN, TELEGRAM_MODE: 'webhook' };
  const secret = { TELEGRAM_WEBHOOK_SECRET: 's'.repeat(16) };
  expect(() => readConfig(webhook)).toThrow(UserError);
  expect(() => readConfig({ ...webhook, ...secret })).toThrow(/PUBLIC_URL/);
  const config = readConfig({
    ...webhook,
    ...secret,
    PUBLIC_URL: 'https://tro-ly.gov.vn/',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
  });
  expect(config.telegram).toEqual({
    token: TOKEN,
    apiRoot: 'http://127.0.0.1:8081',
    webhook: { secret: 's'.repeat(16), publicUrl: 'https://tro-ly.gov.vn' },
  });
});

describe('a bad value is named in one sentence', () => {
  test.each([
    ['PORT', '80a'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'secret-in-the-wrong-place'],
    ['TRUST_PROXY', 'true'],
    ['EMBED_ORIGINS', 'https://a.gov.vn/path'],
    ['EMBED_ORIGINS', 'http://a.gov.vn'],
    ['EMBED_ORIGINS', "https://a.gov.vn 'unsafe-inline'"],
    ['RETENTION_MESSAGES_DAYS', '0'],
    ['RETENTION_TICKETS_DAYS', '1.5'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'tro-ly.gov.vn'],
    ['TELEGRAM_TOKEN', 'my-bot'],
    ['TELEGRAM_MODE', 'push'],
    ['TELEGRAM_WEBHOOK_SECRET', 'short'],
    ['TELEGRAM_WEBHOOK_SECRET', 'with spaces and Umläute'],
    ['TELEGRAM_API_ROOT', 'api.telegram.org'],
  ])('%s=%s', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(UserError);
    expect(read).toThrow(new RegExp(`^Setting not understood: ${name} \\([^\\n]+\\)\\.$`));
  });

  test('and all of them at once, without the value of a secret', () => {
    const read = () => readConfig({ PORT: 'x', DATABASE_URL: 'hunter2' });
    expect(read).toThrow(/PORT .*DATABASE_URL/);
    expect(read).not.toThrow(/hunter2/);
  });
});

test('.env.example explains every setting and no other', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [...example.matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named).toEqual(SETTING_NAMES);
});
