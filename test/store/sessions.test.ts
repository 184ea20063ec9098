import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSession, findSession } from '../../src/store/sessions.ts';
import { NOW } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
const source = { id: 'session-1', random: (bytes: number) => randomBytes(bytes), now: NOW };

describe.each(ENGINES)('a browser session on %s', (engine) => {
  test('is found by its token, of which the store holds no trace', async () => {
    const { db } = await freshStore(engine);
    const { token, address } = await createSession(db, source);
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect(address).toBe('web:session-1');
    expect(await findSession(db, token, NOW)).toMatchObject({ address });
    const rows = await db.selectFrom('webSession').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('does not open to a token that was guessed, forged or cut', async () => {
    const { db } = await freshStore(engine);
    const { token } = await createSession(db, source);
    const [row] = await db.selectFrom('webSession').selectAll().execute();
    for (const forged of ['', token.slice(1), `${token}=`, row?.tokenHash ?? '', "' or 1=1 --"]) {
      expect(await findSession(db, forged, NOW)).toBeUndefined();
    }
  });

  test('ends after thirty days without use, and use prolongs it', async () => {
    const { db } = await freshStore(engine);
    const { token } = await createSession(db, source);
    expect(await findSession(db, token, days(29))).toMatchObject({ expiresAt: days(59) });
    expect(await findSession(db, token, days(58))).toBeDefined();
    expect(await findSession(db, token, days(58 + 31))).toBeUndefined();
  });
});
