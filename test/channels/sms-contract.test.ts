import { afterAll, beforeAll } from 'vitest';
import { contract } from './contract.ts';
import { openSmsLine, type SmsLine } from './sms-peer.ts';

let line: SmsLine;
beforeAll(async () => {
  line = await openSmsLine();
});
afterAll(() => line.close());

contract('sms', () => line.peer());
