/**
 * Common English words, for two decisions: which language a message is in, and which words no
 * spelling rule may touch. Words that are Vietnamese syllables too ("to", "can", "me", "an") count
 * for neither, and product names that every language uses ("sim", "wifi", "ok") only for the second.
 */
export const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above account address after again all already also always am and another any anyone are ask ' +
    'away back bad balance battery be because been before being best better between big bill both but buy ' +
    'by bye call called calling calls cell change charge cheap check cheapest claim come coming connect could ' +
    'country coverage customer customers data date day days deadline did does doing done down during each ' +
    'elderly else end english every everyone exactly explain father find first for foreigner foreigners free ' +
    'friend from get gets getting give go goes going good got government grandfather grandma grandmother ' +
    'grandpa great had happen happened happens has have having he hello help her here him his home hotel how ' +
    'however i if in is it its just keep keypad kind know language last later like line live locked long ' +
    'longer look lose lost made make many may maybe mean means message mine mobile money month more most ' +
    'mother much must my name need needs network never new next no not nothing now number of off office ' +
    'official old older on one only or order other our out over own parents pay people person phone phones ' +
    'place plan plans please policy poor possible price problem provider question real really receive ' +
    'register replace roaming same say says see sell send service services she shop should show shut ' +
    'shutdown shutting signal since so some someone something soon sorry speak speaking still stop stopped ' +
    'store subsidy such support sure switch switched take talk tell text than thank thanks that the their ' +
    'them then there these they thing think this those through time today told tomorrow tourist transfer ' +
    'turn turned two under understand until up us use used user users using very visit want was watch we ' +
    'week well went were what when where which while who whose why will with without won work working works ' +
    'would wrong year years yes yet you your'
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
