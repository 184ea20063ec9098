/**
 * How people here write the makers' names, and the words around a handset's name that say nothing
 * about which one it is. Language, not facts: all of it folded (lower case, no marks, no blanks).
 */

function split(text: string): string[] {
  return text.trim().split(/\s+/);
}

function phrases(text: string): string[] {
  return text.split(',').map((phrase) => phrase.trim());
}

/** Spellings of makers' names beyond their own that are no slip of one or two letters. */
export const BRAND_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  Nokia: split('nokia nokja nokya nookia lokia nockia nocia nk noki'),
  HMD: split('hmd hmdglobal'),
  Samsung: split('samsung ss sam sams xamxung samxung xamsung sung'),
  Oppo: split('oppo opo opp oppoo'),
  vivo: split('vivo'),
  Xiaomi: split('xiaomi xaomi xiomi xiaomy saomi siaomi shaomi mi'),
  Realme: split('realme rearme'),
  Huawei: split('huawei hoawei hoavi huwei hwawei'),
  Honor: split('honor honnor'),
  Masstel: split('masstel mastel matel masteo masten mattel mastell'),
  Mobell: split('mobell mobel mobeo mobeu'),
  itel: split('itel iteo aitel intel'),
  Viettel: split('viettel vietel vietteo'),
  'Q-Mobile': split('qmobile qmobi qmob'),
  Mobiistar: split('mobiistar mobistar mobiista mobista'),
  Philips: split('philips phillips philip phillip'),
  Energizer: split('energizer energize enegizer'),
  Goly: split('goly goli'),
  Vsmart: split('vsmart vinsmart vismart'),
  BKAV: split('bkav bphone bphon'),
  LG: split('lg elgi'),
  Sony: split('sony soni xony'),
  'Sony Ericsson': split('sonyericsson sonyericson soniericsson sonyeric'),
  Ericsson: split('ericsson ericson'),
  Motorola: split('motorola moto motolola motorora motola'),
  BlackBerry: split('blackberry bb bberry blackbery'),
  Asus: split('asus assus axus'),
  Lenovo: split('lenovo lennovo'),
  Tecno: split('tecno techno'),
  Infinix: split('infinix infinic'),
  Vertu: split('vertu vectu vetu'),
  Siemens: split('siemens simens simen xiemen'),
  Alcatel: split('alcatel ancatel alcaten'),
  Google: split('google gg'),
  OnePlus: split('oneplus 1plus'),
  Cat: split('cat caterpillar'),
  'GSM MAXX': split('gsmmaxx maxx'),
};

/** Makers whose handsets are called by each other's name. */
export const BRAND_KIN: Readonly<Record<string, readonly string[]>> = {
  Nokia: ['Nokia', 'Microsoft'],
  Sony: ['Sony', 'Sony Ericsson'],
  'Sony Ericsson': ['Sony Ericsson', 'Sony'],
  Ericsson: ['Ericsson', 'Sony Ericsson'],
  Huawei: ['Huawei', 'Honor'],
};

/** Makers' names that are everyday words or carriers too: alone in a sentence they are no handset. */
export const EVERYDAY_BRANDS: ReadonlySet<string> = new Set(
  split(`
    mi sam ss nk gg cat hp o2 wing honor google apple viettel vietel moto techno intel sung
    microsoft bb opp maxx philip noki`),
);

/** Line names and their maker. People leave them out after the maker: "samsung j7". */
export const SERIES: Readonly<Record<string, string>> = {
  ...{ galaxy: 'Samsung', guru: 'Samsung', metro: 'Samsung', omnia: 'Samsung' },
  ...{ iphone: 'Apple', lumia: 'Nokia', asha: 'Nokia', xperia: 'Sony' },
  ...{ redmi: 'Xiaomi', mi: 'Xiaomi', poco: 'Xiaomi', zenfone: 'Asus', vibe: 'Lenovo' },
  ...{ optimus: 'LG', moto: 'Motorola', ascend: 'Huawei', desire: 'HTC', xenium: 'Philips' },
  ...{ bold: 'BlackBerry', curve: 'BlackBerry', pearl: 'BlackBerry', torch: 'BlackBerry' },
  ...{ izi: 'Masstel', fami: 'Masstel', sumo: 'Viettel', energy: 'Energizer' },
  ...{ onetouch: 'Alcatel', xda: 'O2', reno: 'Oppo', hardcase: 'Energizer', lai: 'Mobiistar' },
};

/** Spellings of words in handset names, put right before anything else. */
export const WORD_SPELLINGS: Readonly<Record<string, string>> = {
  ...{ ip: 'iphone', iphon: 'iphone', ifone: 'iphone', ipho: 'iphone', aiphon: 'iphone' },
  ...{ aiphone: 'iphone', aifon: 'iphone', aiphong: 'iphone', iphong: 'iphone', aipho: 'iphone' },
  ...{ ipx: 'iphone x', ipxr: 'iphone xr', ipxs: 'iphone xs', ipse: 'iphone se' },
  ...{ iphonex: 'iphone x', iphonexr: 'iphone xr', iphonexs: 'iphone xs', iphonese: 'iphone se' },
  ...{ gala: 'galaxy', glx: 'galaxy', galaxi: 'galaxy', galasy: 'galaxy', garaxy: 'galaxy' },
  ...{ galaxys: 'galaxy s', galaxyj: 'galaxy j', galaxya: 'galaxy a', galaxyy: 'galaxy y' },
  ...{ retmi: 'redmi', redme: 'redmi', redmy: 'redmi' },
  ...{ promax: 'pro max', prm: 'pro max', plu: 'plus', pluss: 'plus', ii: '2', iii: '3' },
  ...{ '4go': '4g', '4ge': '4g', '3go': '3g', '2go': '2g', '5go': '5g' },
};

/** Words that mark a model of its own: "7" and "7 plus" are two handsets. */
export const MODIFIERS: ReadonlySet<string> = new Set(
  split(`
    plus pro max mini ultra lite neo prime edge fe core ace note tab pad tablet watch band play
    power zoom active style grand mega young trend star win fame pocket fit beam go turbo youth
    compact premium duo zero speed gt air fusion racing`),
);

/** Phrases around a name. */
export const FILLER_PHRASES: readonly string[] = phrases(`
  den pin, cuc gach, dap da, hai sim, mot sim, ban phim, phim bam, nguoi gia, man hinh, cam ung,
  nap gap, nap truot, dien thoai, di dong, chinh hang, xach tay, like new, full box, quoc te,
  viet nam, den trang, pho thong, co ban, thong minh, nghe goi, nghe nhac, chup hinh, nguyen zin,
  gia re, ba noi, ba ngoai, ong noi, ong ngoai, huyen thoai, loa to, pin trau, chu to, so to,
  kiem tra, xem giup, hoi giup, dual sim, two sim, sim doi, xanh la, xanh duong, music edition`);

/** Words around a name: for a handset, colours, kin, particles. What remains tells the handset. */
export const FILLERS: ReadonlySet<string> = new Set(
  split(`
    con cai chiec may dt dtdd dthoai dien thoai phone mobile cuc gach sim ds duos phim bam gia cu
    moi xai sai dung cua ba noi ngoai me bo ma ong em anh chi toi tui minh nha loai dong doi hang
    hieu mau trang den do xanh vang hong tim xam bac nau cam nho to loa camera nap gap truot thuong
    tau re zin fullbox seal vn lock ban nay kia thi la oi ad shop cho hoi giup check xem model ten
    co ko khong duoc dc k hok ha nhi vay roi nua mua nam day the voi va hay goi bi chan khoa van
    chua sao lai dau chau thang chu di cau gb ram rom a e u o nhe nha ne luon qua hen
    my is an the black white blue red handset cell smartphone edition qwerty still work works does
    can will use used old new phones this mother father for`),
);

/** Devices on the mobile network that are no phones: own advice, never a phone's verdict. */
export const OTHER_DEVICES: readonly string[] = phrases(`
  dinh vi, giam sat hanh trinh, thang may, bao trom, bao dong, bao chay, may pos, quet the, ca the,
  cong to, dong ho, smartwatch, camera an ninh, cong tac, tracker, alarm, elevator, smart watch,
  cam bien, may bom, tram bom, homephone, sim router, bo phat wifi, cua cuon, hop den, atm,
  vong deo tay, pos machine, gps`);

const SYLLABLE =
  /^(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?(?:uyen?|uye|uya|uoi|uou|ieu|yeu|oai|oay|oeo|uay|uai|ia|ie|ye|ua|uo|uu|ui|oi|ai|ay|ao|au|eo|eu|iu|oa|oe|uy|ue|[aeiouy])(?:ch?|m|ng?|nh|p|t)?$|^[a-z]$/;

/** Whether a folded word can be a Vietnamese one, or a letter of chat spelling. */
export function isSyllable(word: string): boolean {
  return SYLLABLE.test(word);
}
