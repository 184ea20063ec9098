/**
 * What must be heard whatever the classifier thinks: a life in danger, a swindle under way, and the
 * lock that follows a change of phone. Rules over the plain text, each for a kind of message that did harm when it
 * was read otherwise.
 */

/** "tu tu" may be "từ từ" (slowly): the wish to die needs its verb. */
const LIFE_IN_DANGER =
  /\b(?:muon|dinh|se|doi) (?:tu tu|tu sat|tu van|chet)(?= cho| quach| roi| di\b| toi nay|[.!,]|$)|\btu sat\b|\b(?:khong|ko|k|hong|chang) (?:con )?muon song\b|\b(?:kill myself|suicide|not breathing|unconscious|on fire)\b|\b(?:chay nha|nha (?:\w+ )?(?:dang |bi )chay|ngat xiu|bat tinh|ngung tho|duoi nuoc|hon me|co giat)\b|^(?:\w+ ){0,2}cuu (?:toi|tui|em|me|ba|nguoi)(?: \w+)?[!. ]*$|\bgoi (?:xe )?cap cuu (?:giup|gium|ho|cho)\b|\b(?:goi|bam) (?:\w+ )?11[45]\b.{0,20}\b(?:khong|ko|k|hong)\b|\b(?:khong|ko|k|hong) (?:the )?goi (?:duoc |dc )?11[45]\b/;
/** Who reports what happened is not in danger now. */
const LOOKS_BACK =
  /\b(?:yeu cau|khieu nai|phan anh|de nghi|hom qua|hom kia|thang truoc|nam ngoai)\b/;

/** Whether somebody's life may be in danger now: then nothing is asked back. */
export function soundsLikeEmergency(plain: string): boolean {
  return LIFE_IN_DANGER.test(plain) && !LOOKS_BACK.test(plain);
}

/** A link to tap, a code to give away, a code dictated to dial. */
const BAIT =
  /\b(?:bam|nhan|click|an|truy cap|mo) (?:vao |vo )?(?:cai |duong )?(?:link|duong dan|lien ket)\b|\b(?:bam|click) vao day\b|\b(?:xin|doc|hoi|doi|lay|gui|dua) (?:cho \w+ )?(?:cai |cac )?(?:ma|otp)\b|\bma otp\b|\*0\d{2}\*/;

const SUDDEN = '(?:bong dung|bong nhien|bong|tu nhien|tu dung|dot nhien|dot ngot|suddenly)';
const NO_SIGNAL =
  '(?:mat song|mat tin hieu|khong co song|khong con song|mat mang|khong co dich vu|sim khong hop le|no signal|lost signal)';
const SIGNAL_GONE = new RegExp(
  `${SUDDEN}.{0,40}${NO_SIGNAL}|${NO_SIGNAL}.{0,20}${SUDDEN}|mat song (?:duoc )?\\d+ phut`,
);

/** Whether a swindle may be under way: then its steps come at once. */
export function soundsLikeSwindle(plain: string): boolean {
  return BAIT.test(plain) || SIGNAL_GONE.test(plain);
}

/** Which of the two is told of, the one that kills first; null when neither is. */
export function dangerIn(plain: string): 'emergency' | 'scam' | null {
  if (soundsLikeEmergency(plain)) return 'emergency';
  return soundsLikeSwindle(plain) ? 'scam' : null;
}

const PERSON =
  /\b(?:gap|noi chuyen voi|noi may cho|cho noi chuyen voi) (?:mot |1 |duoc )?(?:nguoi that|nhan vien|tong dai vien|tu van vien|can bo|dien thoai vien)\b|\b(?:talk|speak) to (?:a |an )?(?:person|human|agent|someone)\b/;

/** Whether a person is asked for in plain words: that is never a question to ask back. */
export function wantsPerson(plain: string): boolean {
  return PERSON.test(plain);
}

const STAFF =
  '(?:nguoi (?:that|truc|ho tro|phu trach)|nhan vien|tong dai vien|tu van vien|can bo|dien thoai vien)';
/** "gặp người" by itself ends there; "gặp người lạ" tells of somebody. */
const SOMEBODY = 'nguoi(?= (?:gap|ngay|lien|voi|di|nha|nhe|giup)\\b|\\s*[.,;!?]|\\s*$)';
const MEET = `(?:gap|noi chuyen voi|noi may cho|noi voi) (?:gap |ngay )?(?:mot |1 |duoc )?(?:${STAFF}|${SOMEBODY})`;
/** Whose wish it is: where a clause begins, or behind what asks. */
const WISH = '(?:cho|muon|can|xin|nho|doi|hay|lam on|vui long|giup|mau|nhanh|gio|yeu cau)';
const ME = '(?: (?:toi|tui|tao|em|minh|con|chau|bac|co|chu|ong|ba|me|bo))?';
const ASKED = `(?:^|[.,;!?:]\\s*|\\b${WISH}${ME} (?:duoc |gap |ngay )?)${MEET}(?!.{0,9}\\b(?:thi|la|bao|xong|roi|hom)\\b)`;
/** Behind it stands what nobody says who only tells of somebody. */
const PRESSED = `\\b${MEET} (?:gap|ngay|lien|voi|giup|duoc khong|duoc ko|dc khong|dc ko)\\b`;
const IN_ENGLISH =
  '\\b(?:want|need|like|please|let me|can i|could i) (?:to )?(?:talk|speak) (?:to|with) (?:a |an )?(?:real )?(?:person|human|agent|someone)\\b';
const ASKS = new RegExp([ASKED, PRESSED, IN_ENGLISH].join('|'));
/** What others say to bring somebody to a telephone: "nó bảo cho gặp nhân viên". */
const OTHERS =
  /\b(?:no|ho|nguoi ta|thang|dua|ben (?:kia|do)|ai do) (?:\w+ )?(?:bao|keu|noi|bieu)\b/;

/**
 * Whether the citizen asks for a person now, and not only tells of one. Stricter than
 * `wantsPerson`: a ticket is opened by it beside another matter.
 */
export function asksForPerson(plain: string): boolean {
  const asked = ASKS.exec(plain);
  if (asked === null) return false;
  const clause =
    plain
      .slice(0, asked.index)
      .split(/[.,;!?]/)
      .at(-1) ?? '';
  return !OTHERS.test(clause);
}

const CHANGED =
  '(?:doi|thay|chuyen|lap|gan) (?:sim )?(?:sang |qua |vo |vao )?(?:may|dien thoai|dt)';
const NO_CALLS = '(?:khong|ko|k|hong|chua) (?:the )?goi(?: di)?(?: duoc| dc)?';
const CHANGED_AND_CUT = new RegExp(`${CHANGED}.{0,40}${NO_CALLS}|${NO_CALLS}.{0,40}${CHANGED}`);
const JUST_CHANGED = new RegExp(
  `\\b(?:vua|moi|hom qua|hom kia|tuan truoc).{0,15}${CHANGED}|${CHANGED}.{0,20}(?:hom qua|hom kia|tuan truoc|xong)`,
);

/** Whether somebody changed phones and can no longer call: the face check, with its clock. */
export function isCutAfterChange(plain: string, topic: string | null): boolean {
  return CHANGED_AND_CUT.test(plain) || (topic === 'phone-locked' && JUST_CHANGED.test(plain));
}

const PAPERS =
  /\b(?:cccd|cmnd|can cuoc|chung minh thu|vneid|nfc|quet mat|khuon mat|dung ten|app)\b/;

/** Whether it goes on about the face check that is in talk. */
export function goesOnAboutCheck(plain: string, topic: string | null): boolean {
  return topic === 'reverify' && PAPERS.test(plain);
}
