import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

test('what a citizen wrote and what opens doors never reaches the log', () => {
  const line = logged((log) =>
    log.info(
      { messageId: 'm1', text: 'secret-1', message: { text: 'secret-2', address: 'sms:secret-3' } },
      'message received',
    ),
  );
  expect(line).toContain('m1');
  expect(line).not.toContain('secret');
  const headers = { authorization: 'secret-4', cookie: 'secret-5' };
  expect(logged((log) => log.warn({ req: { headers } }, 'x'))).not.toContain('secret');
});

test('an error is logged with its stack, its text masked, without the fields that quote input', () => {
  const error = Object.assign(new Error('bad number 0912345678'), {
    detail: 'Key (text)=(secret)',
  });
  const line = logged((log) => log.error({ err: error }, 'turn failed'));
  expect(line).toContain('bad number **********');
  expect(line).toContain('log.test.ts');
  expect(line).not.toMatch(/secret|0912345678/);
});
