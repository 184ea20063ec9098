import { describe, expect, it } from 'vitest';
import { type Command, commandIn } from '../../src/dialogue/commands.ts';
import { chatWords } from '../helpers/chat-words.ts';

const OBEYED: Readonly<Record<Command, readonly string[]>> = {
  machine: [
    'nói chuyện với máy',
    'Nói chuyện với máy',
    'noi chuyen voi may',
    'nc vs máy',
    'cho gặp máy lại',
    'gặp lại máy',
    'quay lại bot',
    'tro lai bot nhe',
    'quay lại với máy đi',
    'chuyển lại cho bot',
    'cho tôi nói chuyện với máy',
    'cho em nc vs bot',
    'cho bác nói với máy',
    'thôi nói chuyện với máy cũng được',
    'thôi cho tôi hỏi lại máy',
    'để bot trả lời tiếp',
    'máy trả lời đi',
    'tôi muốn nói chuyện với trợ lý',
    'talk to the machine',
    'I want to talk to the bot again',
    'I would rather talk to the machine',
    'back to the bot',
    'go back to the assistant',
  ],
  callback: [
    'gọi lại cho tôi',
    'gọi lại cho tôi ngay đi',
    'goi lai cho toi nhe',
    'Nhờ gọi lại',
    'nhờ anh chị gọi điện lại cho mẹ em',
    'tôi muốn được gọi lại',
    'nhân viên gọi lại cho tôi với',
    'cho người gọi lại cho tôi',
    'please call me back',
  ],
  transcript: [
    'gửi lại cuộc trò chuyện',
    'gui lai cuoc tro chuyen',
    'cho tôi bản ghi',
    'cho xin bản ghi',
    'Gửi lại bản ghi',
    'cho tôi xem lại cuộc trò chuyện',
    'send me the transcript',
    'Send me a copy',
  ],
  stop: [
    'stop',
    'STOP',
    'từ chối nhận tin',
    'đừng nhắn tin cho tôi nữa',
    'dung gui tin nua',
    'dừng nhắn tin',
    'ngừng gửi tin',
    'thôi đừng nhắn tin nữa',
  ],
  delete: [
    'xoá dữ liệu của tôi',
    'xóa hết dữ liệu của tôi đi',
    'xoa du lieu',
    'Xoá dữ liệu của tôi',
    'xoá cuộc trò chuyện này',
    'cho tôi xoá dữ liệu của tôi',
    'delete my data',
  ],
};

/** Said to a person, or about a phone. */
const NOT_FOR_US = [
  'máy',
  'máy tôi hỏng',
  'máy tôi không gọi được',
  'máy của tôi',
  'máy hỏng',
  'máy trả lời rồi',
  'máy nói chuyện được không',
  'nói chuyện với máy nokia',
  'nói chuyện với máy bàn được không',
  'nói lại với máy chủ',
  'gặp máy lạ',
  'gặp máy nokia',
  'hỏi máy nokia 105',
  'hỏi lại máy đó',
  'đổi máy',
  'đổi lại máy',
  'đổi sang máy mới',
  'chuyển sang máy',
  'chuyển lại máy',
  'quay lại máy cũ',
  'bật lại máy',
  'mở máy',
  'tôi không muốn nói chuyện với máy',
  'không nói chuyện với máy nữa',
  'đừng nói chuyện với máy',
  'nói chuyện với máy mệt quá cho gặp người',
  'tao không nói chuyện với máy, cho gặp người đi',
  'con bot nói sai',
  'I cannot talk to the machine',
  'my phone cannot talk to the network',
  'quay lại',
  'không gọi lại được',
  'gọi lại thì báo thuê bao',
  'gọi lại cho nhà mạng số nào',
  'có người gọi lại cho tôi đòi otp',
  'gửi lại mã otp',
  'có',
  'dừng',
  'ngừng',
  'huỷ',
  'không gửi nữa',
  'đừng gửi nữa',
  'họ dừng gửi tin cho mẹ tôi',
  'tin nhắn lạ cứ gửi, làm sao dừng',
  'mất hết dữ liệu của tôi',
  'tôi không xoá dữ liệu đâu',
  'xoá dữ liệu trong máy cũ thế nào',
  'xoá tin nhắn rác',
];

describe('an order is a whole message', () => {
  for (const [command, messages] of Object.entries(OBEYED)) {
    it.each(messages)(`${command}: “%s”`, (message) => {
      expect(commandIn(message, chatWords)).toBe(command);
    });
  }

  it.each(NOT_FOR_US)('not “%s”', (message) => {
    expect(commandIn(message, chatWords)).toBeNull();
  });

  it('is looked for in no time, however long the message', () => {
    const flood = 'cho toi xin thoi muon can de '.repeat(40);
    const begun = performance.now();
    for (let round = 0; round < 20; round += 1) commandIn(`${flood}${round}`, chatWords);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
