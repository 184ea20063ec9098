/**
 * Common English words, for two decisions: which language a message is in, and which words no
 * spelling rule may touch. Words that are Vietnamese syllables too ("to", "can", "me", "an") count
 * for neither, and product names that every language uses ("sim", "wifi", "ok") only for the second.
 */
import { isBareSyllable, isSyllable } from './syllable.ts';

export const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above abroad account address affected afford after afternoon again agent airport ' +
    'alarm all allow allowed almost alone along already also although always am among and ' +
    'angry announced another answer answering answers antenna any anybody anyone anything ' +
    'application apply april are area around ask asked asking asks assistant august authority ' +
    'available away awful baby back bad balance band bands bank bars battery be because been ' +
    'before begin behind being believe below benefit benefits best better between beyond big ' +
    'bigger bill biometric blocked bonus bot both boyfriend branch broken brother but button ' +
    'buttons buy buying by bye call called calling calls came cancelled cannot capital car ' +
    'carrier carriers cat cell cellphone certificate change charge charged charger charging ' +
    'cheap cheapest cheat check child children chinese city claim close closed come coming ' +
    'companies company compensation complain complaint complaints computer confirmed connect ' +
    'contacts cook copy correct cost costs could counter counterfeit country countryside ' +
    'coverage credit customer customers cut dad danger data date daughter day days deadline ' +
    'december delayed delete department device devices dial did difference different digits ' +
    'disabled disappointed discount district doctor document documents does dog doing dollars ' +
    'done down drops during each early eight elderly elevator eligible else embassy emergency ' +
    'end ending ends english entitled erase ethnic euro evening every everybody everyone ' +
    'everything everywhere exactly exchange expensive explain extended face false family ' +
    'father february feel feels file film final find fine fingerprint first five font food ' +
    'football for forced foreign foreigner foreigners forget forgot found four fraud free ' +
    'french friday friend from game generation genuine get gets getting gift girlfriend give ' +
    'go goes going gold good goodbye got government grandfather grandma grandmother grandpa ' +
    'grandson great guess hacked had half hand handset handsets happen happened happening ' +
    'happens has have having he headache heard hello help helpful helping helps her here high ' +
    'higher him his home homework hope hotel hotline hours house household how however human ' +
    'hundred husband i identification identify identity idiot if ignored illegal important ' +
    'impossible in industry inside instead is island it its january japanese joke july june ' +
    'just keep keeps kept keypad khmer kid kids kind knew knocked know known korean landline ' +
    'language large last later left legal lend less let lets letters like line little live ' +
    'loan locked long longer look looking looks lose lost lottery loud louder love machine ' +
    'made make manager many march mast match math may maybe mean means meant medicine memory ' +
    'message messages meter meters might million mine ministry minority minutes mode mom ' +
    'monday money month monthly more morning most mother mountain mountains move moved movie ' +
    'moving much mum music must my name nearest necessary need needed needs network networks ' +
    'never new newer newest next nice nine no nobody not nothing november now number numbers ' +
    'october of off office official officially often old older oldest on once one only open ' +
    'opened operator or order original other otp our out outrageous outside over own owner ' +
    'ownership package paid papers parents passport password pay people perhaps person phase ' +
    'phone phones photos pictures place plan plans please poem policy poor possible postpaid ' +
    'postponed prepaid president press previous price prices problem program programme ' +
    'promised provider put puts qualify question quite rain rather read real really receive ' +
    'received reception recharge recipe recommend refill refund register registered ' +
    'registration remember replace replacement report representative require required ' +
    'restaurant right ring ringing ringtone road robot rude run running runs safe said same ' +
    'saturday save saved say says scam scammer scan schedule scheme screen second security ' +
    'see seem seems seen sell seller send sending sensor sent september service services set ' +
    'setting settings seven several she shop should show shows shut shutdown shutting sick ' +
    'signal since sister six slow small smartwatch so sold some someone something son song ' +
    'soon sorry speak speaker speaking spoken staff start started starts station stay still ' +
    'stock stolen stop stopped stopping stops store story street strong stupid subscribed ' +
    'subscription subsidised subsidized subsidy such sue suggest sunday support sure ' +
    'suspicious swap switch switched take taken talk taxi technology tell ten terminal ' +
    'terrible text than thank thanks that the their them then there these they thing think ' +
    'third this those though thought thousand three through thursday ticket time timeline ' +
    'today together told tomorrow tonight too took touch tourist tourists toward tower town ' +
    'tracker tracking train transfer translate travel trick tricked tried truck true trust ' +
    'try trying tuesday turn turned two unavailable under understand unhappy unlimited until ' +
    'up update upgrade us use used useless user users using usually various verification ' +
    'verified verify version very veteran vietnamese village visit visitor volume want wanted ' +
    'wants was watch we weak weather wednesday week well went were what when where which ' +
    'while who whole whose why wife will with within without won wonder wondering work ' +
    'working works would write wrong year years yes yesterday yet you young your'
  ).split(' '),
);

/** Foreign words that Vietnamese messages are full of; they say nothing about the language. */
export const LOAN_WORDS: ReadonlySet<string> = new Set(
  (
    'android app apple asus bluetooth bus camera card chat chip esim facebook fake fax gas gmail google gps ' +
    'hi htc imei internet ios ipad iphone itel lg lift link lte mail max messenger microsoft mini mobi ' +
    'mobifone mobile motorola nokia note ok online oppo plus pos pro qr realme redmi reset roaming samsung ' +
    'saymee sim smart smartphone sms sony sos tablet tiktok tv usb video viettel vina vinaphone vivo vneid ' +
    'volte wap web website wifi xiaomi youtube zalo'
  ).split(' '),
);

export function isForeign(word: string): boolean {
  return ENGLISH_WORDS.has(word) || LOAN_WORDS.has(word);
}

/** What lower-case words say for English and for Vietnamese; a marked syllable counts twice. */
export function weighLanguages(words: readonly string[]): { english: number; vietnamese: number } {
  const english = words.filter((word) => ENGLISH_WORDS.has(word) && !isBareSyllable(word)).length;
  const plain = words.filter((word) => isBareSyllable(word) && !isForeign(word)).length;
  const marked = words.filter((word) => /[^a-z]/.test(word) && isSyllable(word)).length;
  return { english, vietnamese: 2 * marked + plain };
}
