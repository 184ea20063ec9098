import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { UserError } from '../src/errors.ts';

const NEEDED = {
  SMS_SEND_URL: 'http://127.0.0.1:13013/cgi-bin/sendsms',
  SMS_USERNAME: 'bot',
  SMS_PASSWORD: 'p&w',
  SMS_FROM: '1022',
  SMS_SECRET: 'abcdefgh_ABCDEFGH-1',
};

test('without its settings there is no SMS', () => {
  expect(readConfig({}).sms).toBeUndefined();
  expect(readConfig({ SMS_LIMIT_PER_HOUR: '5' }).sms).toBeUndefined();
});

test('five settings switch it on; Kannel calls back on this machine', () => {
  expect(readConfig(NEEDED).sms).toEqual({
    sendUrl: 'http://127.0.0.1:13013/cgi-bin/sendsms',
    username: 'bot',
    password: 'p&w',
    from: '1022',
    secret: 'abcdefgh_ABCDEFGH-1',
    smsc: undefined,
    callbackUrl: 'http://127.0.0.1:3000',
    limitPerHour: 20,
    limitPerDay: 60,
  });
});

test.each([
  [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://127.0.0.1:8080'],
  [{ HOST: '::', PORT: '8080' }, 'http://127.0.0.1:8080'],
  [{ HOST: '::1' }, 'http://[::1]:3000'],
  [{ SMS_CALLBACK_URL: 'http://10.0.0.5:3000/' }, 'http://10.0.0.5:3000'],
  [{ PORT: '0', SMS_CALLBACK_URL: 'http://10.0.0.5' }, 'http://10.0.0.5'],
])('with %j Kannel calls %s', (settings, callbackUrl) => {
  expect(readConfig({ ...NEEDED, ...settings }).sms?.callbackUrl).toBe(callbackUrl);
});

describe('what is missing is named', () => {
  test('when only some are there', () => {
    const { SMS_SECRET, SMS_PASSWORD, ...others } = NEEDED;
    const read = () => readConfig(others);
    expect(read).toThrow(UserError);
    expect(read).toThrow('SMS also needs SMS_PASSWORD and SMS_SECRET.');
  });

  test('when nobody can know the port', () => {
    expect(() => readConfig({ ...NEEDED, PORT: '0' })).toThrow(/SMS_CALLBACK_URL/);
  });
});

test.each([
  ['SMS_SEND_URL', 'kannel:13013'],
  ['SMS_SEND_URL', 'file:///etc/passwd'],
  ['SMS_SECRET', 'short'],
  ['SMS_SECRET', 'with/slashes@and:colons'],
  ['SMS_CALLBACK_URL', '127.0.0.1:3000'],
  ['SMS_LIMIT_PER_HOUR', '0'],
  ['SMS_LIMIT_PER_DAY', 'many'],
])('%s=%s is refused, without its value', (name, value) => {
  const read = () => readConfig({ ...NEEDED, [name]: value });
  expect(read).toThrow(new RegExp(`^Setting not understood: ${name} `));
  expect(read).not.toThrow(new RegExp(value));
});
