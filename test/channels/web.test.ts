import { expect, test } from 'vitest';
import type { OutgoingMessage } from '../../src/channels/channel.ts';
import { webChannel } from '../../src/channels/web.ts';
import { reply } from '../helpers/bot.ts';

const MESSAGE: OutgoingMessage = {
  id: 'r1',
  seq: 2,
  reply: reply('hello'),
  author: 'bot',
  inReplyTo: 'm1',
  createdAt: '2026-11-22T05:00:00.000Z',
  partsSent: 0,
};

const PATIENT = new AbortController().signal;

test('a reply reaches every browser of its address and nobody else', async () => {
  const channel = webChannel();
  const heard: string[] = [];
  channel.subscribe('web:a', (message) => heard.push(`phone ${message.id}`));
  channel.subscribe('web:a', (message) => heard.push(`laptop ${message.id}`));
  channel.subscribe('web:b', () => heard.push('somebody else'));
  expect(await channel.send('web:a', MESSAGE, PATIENT)).toBe('r1');
  expect(heard).toEqual(['phone r1', 'laptop r1']);
});

test('a browser that has left hears nothing; nobody at home is no failure', async () => {
  const channel = webChannel();
  const heard: string[] = [];
  const leave = channel.subscribe('web:a', (message) => heard.push(message.id));
  leave();
  await expect(channel.send('web:a', MESSAGE, PATIENT)).resolves.toBe('r1');
  expect(heard).toEqual([]);
});
