/** How the channel keeps its tokens: renewed once, stored first, and loud when that fails. */
import { describe, expect, it } from 'vitest';
import type { TokenStore } from '../../src/channels/zalo-oa/tokens.ts';
import { connectZalo } from '../../src/store/zalo-tokens.ts';
import { outgoing } from '../helpers/zalo.ts';
import { connect, failure, HOUR, start, TO, USER } from '../helpers/zalo-oa.ts';
import type { ZaloOa } from '../providers/zalo-oa.ts';

describe('the tokens', () => {
  it('before the first consent nothing is sent, and the operator knows why', async () => {
    const { send, report } = await start({ connected: false });
    expect((await failure(send('Chào bạn'))).failure.retryable).toBe(true);
    expect(report.lines.join('\n')).toMatch(/not connected.*npm run zalo:login/);
  });

  it('are renewed after 20 hours, once for all who wait, and stored before they are used', async () => {
    const { provider, send, clock, tokens } = await start();
    await provider.says(USER, 'alo');
    await send('một');
    clock.forward(20.1 * HOUR);
    await Promise.all(['hai', 'ba', 'bốn', 'năm'].map((text) => send(text)));
    expect(provider.tokens.exchanges).toEqual({ code: 0, refresh: 1, refused: 0 });
    const { accessToken } = (await tokens.read()) ?? {};
    expect(provider.calls.slice(1).map(({ headers }) => headers.access_token)).toEqual(
      Array(4).fill(accessToken),
    );
  });

  it('are renewed once by two processes', async () => {
    const { provider, send, clock, make } = await start();
    await provider.says(USER, 'alo');
    clock.forward(26 * HOUR);
    const other = make();
    const signal = new AbortController().signal;
    await Promise.all([
      send('một'),
      ...['hai', 'ba'].map((text) => other.send(TO, outgoing(text), signal)),
    ]);
    expect(provider.tokens.exchanges).toEqual({ code: 0, refresh: 1, refused: 0 });
    expect(provider.accepted).toHaveLength(3);
  });

  it('that Zalo refuses are renewed once, and the message goes', async () => {
    const { provider, send, clock } = await start();
    await provider.says(USER, 'alo');
    clock.forward(HOUR);
    provider.tokens.removeAccess();
    await send('một');
    expect(provider.accepted).toHaveLength(1);
    expect(provider.tokens.exchanges.refresh).toBe(1);
  });

  it('that Zalo refuses although it has just given them out are not renewed again and again', async () => {
    const { provider, send, report } = await start();
    provider.faults.push(...Array(3).fill({ code: -216 }));
    for (const text of ['một', 'hai', 'ba']) {
      expect((await failure(send(text))).failure.retryable).toBe(true);
    }
    expect(provider.tokens.exchanges.refresh).toBe(0);
    expect(report.lines.join('\n')).toMatch(/just given out/);
  });

  it('when the renewal is refused replies wait until somebody agrees anew', async () => {
    const { provider, send, clock, report, db, tokens } = await start();
    await provider.says(USER, 'alo');
    const stolen = await tokens.read();
    await useUp(provider, stolen?.refreshToken ?? '');
    clock.forward(21 * HOUR);
    const error = await failure(send('một'));
    expect(error.failure.retryable).toBe(true);
    expect(report.lines.join('\n')).toMatch(/-14014.*npm run zalo:login/);
    const asked = provider.tokens.exchanges.refresh;
    await failure(send('hai'));
    expect(provider.tokens.exchanges.refresh).toBe(asked);
    await connect(provider, clock.now(), (pair) => connectZalo(db, provider.app.appId, pair));
    await provider.says(USER, 'alo');
    await send('sau khi đồng ý lại');
  });

  it.each([
    ['HTTP 400', { status: 400, body: { error: -14012, error_name: 'x' } }],
    ['another code', { status: 200, body: { error: '-14024', error_description: 'y' } }],
  ])('a refusal in the form of %s is understood as one', async (_form, reused) => {
    const { provider, send, clock, report, tokens } = await start({ zalo: { reused } });
    const pair = await tokens.read();
    await useUp(provider, pair?.refreshToken ?? '');
    clock.forward(26 * HOUR);
    await failure(send('một'));
    expect(report.lines.join('\n')).toMatch(/npm run zalo:login/);
  });

  it('when nobody answers the old ones serve and the renewal is tried again', async () => {
    const { provider, send, clock, report } = await start();
    await provider.says(USER, 'alo');
    clock.forward(21 * HOUR);
    provider.tokens.nextExchange = async () => 'break';
    await send('một');
    expect(report.lines.join('\n')).toMatch(/oauth.zaloapp.com did not answer/);
    clock.forward(31_000);
    await send('hai');
    expect(provider.tokens.exchanges.refresh).toBe(1);
  });

  it('a new pair survives a database that is away for a moment', async () => {
    const { provider, clock, tokens, make } = await start();
    await provider.says(USER, 'alo');
    clock.forward(26 * HOUR);
    let failures = 1;
    const shaky: TokenStore = {
      ...tokens,
      async replace(...pair) {
        failures -= 1;
        if (failures >= 0) throw new Error('database is locked');
        await tokens.replace(...pair);
      },
    };
    await make(shaky).send(TO, outgoing('một'), new AbortController().signal);
    expect(provider.accepted).toHaveLength(1);
  });

  it('neither they nor the secrets are ever logged', async () => {
    const { provider, send, clock, report, tokens } = await start();
    await provider.says(USER, 'alo');
    await send('một');
    clock.forward(26 * HOUR);
    provider.tokens.nextExchange = async () => 'lose the answer';
    await failure(send('hai'));
    clock.forward(HOUR);
    await failure(send('ba'));
    const { accessToken = '', refreshToken = '' } = (await tokens.read()) ?? {};
    for (const secret of [accessToken, refreshToken, ...Object.values(provider.app).slice(1, 2)]) {
      expect(report.lines.join('\n')).not.toContain(secret);
    }
    expect(report.lines.join('\n')).toMatch(/could not be renewed/);
  });
});

/** Somebody else exchanges that refresh token: it is worth nothing any more. */
async function useUp({ url, app }: ZaloOa, refresh_token: string): Promise<void> {
  await fetch(`${url}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: app.appSecret },
    body: new URLSearchParams({ refresh_token, app_id: app.appId, grant_type: 'refresh_token' }),
  });
}
