/** Texts and buttons with a peer that we did not write: the npm package telegram-test-api. */
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { expect, onTestFinished, test } from 'vitest';
import { telegramChannel } from '../../src/channels/telegram.ts';
import { freePort } from '../helpers/postgres.ts';
import { BUTTONS, settled, startRig, until } from './rig.ts';
import { TOPICS } from './telegram-peer.ts';

const TOKEN = '123456:Peer_0123456789abcdefghijklmnop';

test('a conversation of texts, commands and buttons', async () => {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  onTestFinished(async () => {
    await server.stop();
  });
  const { apiURL: apiRoot } = server.config;
  const rig = await startRig(({ report, now }) =>
    telegramChannel(
      { token: TOKEN, apiRoot, webhook: undefined },
      { topics: TOPICS, report, now, pause: 20 },
    ),
  );
  const client = server.getClient(TOKEN, { userId: 7, chatId: 7 });

  await client.sendMessage(client.makeMessage('máy <b>cũ</b> & "mới"'));
  await shows('máy &lt;b&gt;cũ&lt;/b&gt; &amp; &quot;mới&quot;');
  const { reply_markup } = messages()[0] ?? expect.fail();
  expect(reply_markup).toEqual({
    inline_keyboard: BUTTONS.map(({ label, value }) => [{ text: label, callback_data: value }]),
  });
  await client.sendCommand(client.makeCommand('/khieunai'));
  await shows('[choice] i:complaint');
  await client.sendCallback(client.makeCallbackQuery('i:handoff-human'));
  await shows('[choice] i:handoff-human');
  await settled(rig);
  expect(messages()).toHaveLength(3);

  function messages() {
    return server.storage.botMessages.map(({ message }) => message);
  }

  async function shows(text: string): Promise<void> {
    await until(() => messages().at(-1)?.text === text);
  }
});
