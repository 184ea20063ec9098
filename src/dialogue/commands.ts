/**
 * Orders that citizens give in plain words. Each must be the whole message: while a person is in
 * charge nothing else is heard, and "nói chuyện với máy nokia" is about a phone.
 */
import type { ChatWords } from '../content/chat-words.ts';
import { normalize, stripMarks } from './normalize.ts';

/** What is ordered: the assistant again, a call, a copy of the talk, silence, to be forgotten. */
export type Command = 'machine' | 'callback' | 'transcript' | 'stop' | 'delete';

const ME =
  '(?:toi|tui|tao|em|minh|con|chau|bac|co|chu|ong|ba|me|ma|bo|cha|tia|nha)(?: (?:toi|tui|em|minh|con|chau|noi|ngoai))?';
/** What people put before an order, and what they put behind it. */
const BEFORE = `(?:(?:thoi|da|vay|ok|u|a|alo|ban|lam on|vui long|xin|nho|cho|hay|de|muon|can|bay gio|gio|thi|oi|anh|chi|anh chi|shop|ad|bot|cho ${ME}|${ME}|please|just|i|d|want|would|like|rather|prefer|to|let me|can i|could you|pls) ){0,6}`;
const BEHIND =
  '(?: (?:a|di|nha|nhe|nghe|voi|lai|tiep|thoi|luon|duoc khong|duoc ko|cung duoc|giup|gium|dum|ho|please|again|now|instead|bay gio|nao|oi|cho nhanh|ngay|som|lien))*';

function whole(...orders: readonly string[]): RegExp {
  return new RegExp(`^${BEFORE}(?:${orders.join('|')})${BEHIND}$`);
}

/** "máy" is also a phone: it is the assistant only where one talks with it. */
const MACHINE =
  '(?:cai |con )?(?:may|chat ?bot|bot|robot|tro ly|may tra loi)(?: tu dong| ao| 2g| tra loi)?';
const BOT = '(?:con )?(?:chat ?bot|bot|robot|tro ly|may tra loi)(?: tu dong| ao| 2g)?';
/** What was written to and fro here. "lịch sử cuộc gọi" is the phone's. */
const CHAT = '(?:tro chuyen|noi chuyen|chat|hoi thoai|trao doi)';
const RECORD = `(?:ban ghi(?: lai)?(?: (?:cuoc|doan))?(?: ${CHAT})?|(?:doan|(?:noi dung|lich su)(?: (?:cuoc|doan))?)(?: vua)? ${CHAT})`;
/** Who asks for "cuộc nói chuyện" itself wants to talk. */
const TALK = `(?:(?:ca|toan bo|tat ca|het) )?(?:${RECORD}|cuoc ${CHAT})`;
const WHICH = `(?: (?:nay|tren|vua roi|(?:luc|hoi|ban|vua) nay|nay gio|tu dau(?: den gio)?|voi (?:nguoi truc|nguoi that|nhan vien|can bo|anh chi|anh|chi)|(?:cua|cho|giup|gium|dum|ho) ${ME}))*`;
const RETURN = '(?:quay lai|quay ve|tro lai|tro ve|ve lai)';
/** Also what one does with a SIM or a phone. */
const CHANGE = '(?:chuyen|doi|bat|mo)(?: lai| ve| qua| sang)?';

/** From the most consequential on; a message is at most one of them. */
const ORDERS: readonly (readonly [Command, RegExp])[] = [
  [
    'delete',
    whole(
      '(?:xoa|quen)(?: het| sach| toan bo| moi)?(?: cac| nhung)? (?:du lieu|thong tin|tin nhan|cuoc tro chuyen|hoi thoai|lich su(?: chat)?)(?: nay)?(?: (?:cua )?(?:toi|tui|em|minh|con|chau|bac|co|chu))?',
      '(?:delete|erase|remove|forget) (?:all )?(?:of )?my (?:data|messages|conversation|chat|chat history)',
    ),
  ],
  [
    'stop',
    whole(
      'stop|unsubscribe|tu choi nhan tin|huy nhan tin',
      '(?:dung|ngung)(?: co)? (?:nhan|gui) tin(?: nhan)?(?: cho (?:toi|tui|em|minh|bac|co|chu))?(?: nua)?',
      '(?:dung|ngung)(?: co)? (?:nhan|gui) cho (?:toi|tui|em|minh|bac|co|chu) nua',
      'stop (?:messaging|texting|writing)(?: to)? me|no more messages',
    ),
  ],
  [
    'machine',
    whole(
      `(?:noi chuyen|noi|chat|nhan tin|nhan|tro chuyen)(?: lai| tiep)? (?:voi|cung) ${MACHINE}`,
      `${RETURN} (?:noi chuyen |noi |chat |gap )?(?:voi |cung |cho )?(?:may|${BOT})`,
      `${CHANGE} (?:cho )?${BOT}`,
      `gap(?: lai)? (?:may|${BOT})|gap (?:may|${BOT}) lai`,
      `hoi(?: lai| tiep)? ${BOT}|hoi lai may`,
      `(?:may|${BOT}) tra loi(?: di| tiep| lai| cung duoc)`,
      '(?:talk|speak|chat|go back|get back|return|switch back|switch|back) (?:to|with) (?:the |a |your )?(?:machine|chat ?bot|bot|robot|assistant)',
    ),
  ],
  [
    'transcript',
    whole(
      // Who says "tôi gửi lại đoạn chat" sends it themselves.
      `(?:(?<!\\b${ME} )gui|xem|in|doc|luu|ghi|chep|sao|tai)(?: ve| ra| xuong)?(?: lai)?(?: (?:(?:cho|giup|gium|dum|ho) )?${ME})?(?: xin)? ${TALK}${WHICH}`,
      `lai ${TALK}${WHICH}|(?:xin|cho ${ME}) ${RECORD}${WHICH}|ban ghi(?: cuoc ${CHAT})?${WHICH}`,
      '(?:gui|xem|cho xin) lai noi dung(?: (?:vua roi|(?:luc|hoi) nay))?',
      '(?:send|give|show|get|have|save|download)(?: me)? (?:the|a|our|this) (?:transcript|copy|chat|conversation|chat history)(?: of (?:the|our|this) (?:chat|conversation))?',
    ),
  ],
  [
    'callback',
    whole(
      `(?:(?:nguoi truc|nguoi that|nhan vien|can bo|ai do|nguoi|co ai) )?goi(?: dien| dien thoai)? lai(?: (?:cho|giup|gium|dum|ho))? ${ME}`,
      `(?:(?:nguoi truc|nguoi that|nhan vien|can bo|ai do) )?goi(?: dien| dien thoai) (?:cho|giup|gium|dum|ho) ${ME}`,
      '(?:duoc |nho )?goi(?: dien)? lai',
      'call me(?: back)?|(?:ask for a )?call ?back|ask for a call',
    ),
  ],
];

/**
 * The order that a message is, or null.
 *
 * @param chatWords forms of chat spelling, so that "nc vs máy" is read too
 */
export function commandIn(text: string, chatWords: ChatWords): Command | null {
  const words = stripMarks(normalize(text, chatWords));
  return ORDERS.find(([, order]) => order.test(words))?.[0] ?? null;
}
