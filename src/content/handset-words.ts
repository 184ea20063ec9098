/**
 * How people here write the makers' names, and the words around a handset's name that say nothing
 * about which one it is. Language, not facts: all of it folded (lower case, no marks, no spaces).
 */

/** Spellings of each maker that are no slip of one or two letters: those are found by distance. */
export const BRAND_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  Nokia: ['nokia', 'nokja', 'nokya', 'nookia', 'lokia', 'nockia', 'nocia', 'nk', 'noki'],
  HMD: ['hmd', 'hmdglobal'],
  Microsoft: ['microsoft'],
  Samsung: ['samsung', 'ss', 'sam', 'sams', 'xamxung', 'samxung', 'xamsung', 'sung'],
  Apple: ['apple'],
  Oppo: ['oppo', 'opo', 'opp', 'oppoo'],
  vivo: ['vivo'],
  Xiaomi: ['xiaomi', 'xaomi', 'xiomi', 'xiaomy', 'saomi', 'siaomi', 'shaomi', 'mi'],
  Realme: ['realme', 'rearme', 'riumi'],
  Huawei: ['huawei', 'hoawei', 'hoavi', 'huwei', 'hwawei'],
  Honor: ['honor', 'honnor'],
  Masstel: ['masstel', 'mastel', 'matel', 'masteo', 'masten', 'mattel', 'mastell'],
  Mobell: ['mobell', 'mobel', 'mobeo', 'mobeu'],
  itel: ['itel', 'iteo', 'aitel', 'intel'],
  Viettel: ['viettel', 'vietel', 'vietteo'],
  'Q-Mobile': ['qmobile', 'qmobi', 'qmob', 'qmobai'],
  Mobiistar: ['mobiistar', 'mobistar', 'mobiista', 'mobista'],
  Philips: ['philips', 'phillips', 'philip', 'phillip', 'philipxenium'],
  Energizer: ['energizer', 'energize', 'enegizer'],
  Benco: ['benco'],
  Goly: ['goly', 'goli'],
  Vsmart: ['vsmart', 'vimsart', 'vinsmart', 'visma', 'vismart'],
  BKAV: ['bkav', 'bphone', 'bphon'],
  LG: ['lg', 'elgi', 'lgi'],
  Sony: ['sony', 'soni', 'xony'],
  'Sony Ericsson': ['sonyericsson', 'sonyericson', 'soniericsson', 'sonyeric', 'se'],
  Ericsson: ['ericsson', 'ericson'],
  Motorola: ['motorola', 'moto', 'motolola', 'motorora', 'motola'],
  HTC: ['htc', 'hatexe'],
  BlackBerry: ['blackberry', 'bb', 'bberry', 'blackbery', 'bery', 'dauden'],
  Asus: ['asus', 'assus', 'axus'],
  Lenovo: ['lenovo', 'lennovo', 'lenovol'],
  Tecno: ['tecno', 'techno'],
  Infinix: ['infinix', 'infinic'],
  Vertu: ['vertu', 'vectu', 'vetu'],
  Siemens: ['siemens', 'simens', 'simen', 'xiemen'],
  Alcatel: ['alcatel', 'ancatel', 'alcaten'],
  Gionee: ['gionee', 'ginee', 'joni'],
  Coolpad: ['coolpad', 'culpad'],
  Google: ['google', 'gg'],
  OnePlus: ['oneplus', '1plus'],
  ZTE: ['zte'],
  Meizu: ['meizu', 'meiju'],
  Wiko: ['wiko'],
  TCL: ['tcl'],
  Acer: ['acer'],
  O2: ['o2', 'o2xda'],
  Palm: ['palm'],
  HP: ['hp'],
  Sharp: ['sharp', 'sap'],
  Pantech: ['pantech', 'sky', 'pantec'],
  Cat: ['cat', 'caterpillar'],
  Xphone: ['xphone'],
  'GSM MAXX': ['gsmmaxx', 'maxx'],
  Wing: ['wing'],
  Zono: ['zono'],
};

/** Makers whose handsets are called by each other's name. */
export const BRAND_KIN: Readonly<Record<string, readonly string[]>> = {
  Nokia: ['Nokia', 'Microsoft'],
  HMD: ['HMD'],
  Sony: ['Sony', 'Sony Ericsson'],
  'Sony Ericsson': ['Sony Ericsson', 'Sony'],
  Ericsson: ['Ericsson', 'Sony Ericsson'],
  Huawei: ['Huawei', 'Honor'],
  Siemens: ['Siemens', 'BenQ-Siemens'],
};

/** Makers' names that are everyday words too: alone in a sentence they name no handset. */
export const EVERYDAY_BRANDS: ReadonlySet<string> = new Set([
  ...['mi', 'sam', 'ss', 'se', 'nk', 'gg', 'cat', 'sky', 'hp', 'o2', 'wing', 'honor', 'acer'],
  ...['google', 'apple', 'viettel', 'vietel', 'moto', 'techno', 'intel', 'palm', 'sap', 'sung'],
  ...['microsoft', 'joni', 'bb', 'opp', 'maxx', 'sharp', 'dauden', 'philip', 'noki'],
]);

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
  ...{ gala: 'galaxy', glx: 'galaxy', galaxi: 'galaxy', galasy: 'galaxy', garaxy: 'galaxy' },
  ...{ retmi: 'redmi', redme: 'redmi', redmy: 'redmi' },
  ...{ promax: 'pro max', prm: 'pro max', plu: 'plus', pluss: 'plus', ii: '2', iii: '3' },
};

/** Words that mark a model of its own: "7" and "7 plus" are two handsets. */
export const MODIFIERS: ReadonlySet<string> = new Set([
  ...['plus', 'pro', 'max', 'mini', 'ultra', 'lite', 'neo', 'prime', 'edge', 'fe', 'core', 'ace'],
  ...['note', 'tab', 'pad', 'tablet', 'watch', 'band', 'play', 'power', 'zoom', 'active', 'style'],
  ...['grand', 'mega', 'young', 'trend', 'star', 'win', 'fame', 'pocket', 'fit', 'gio', 'beam'],
  ...['go', 'turbo', 'youth', 'compact', 'premium', 'dual', 'fold', 'duo', 'zero', 'speed'],
  ...['air', 'fusion', 'racing', 'gt', 'e', 's', 'x', 'z', 'c', 'i', 'a', 't', 'v', 'k', 'w', 'r'],
]);

/** Phrases around a name, longest first when applied. */
export const FILLER_PHRASES: readonly string[] = [
  ...['den pin', 'cuc gach', 'dap da', 'hai sim', 'mot sim', 'ban phim', 'phim bam', 'nguoi gia'],
  ...['man hinh', 'cam ung', 'nap gap', 'nap truot', 'dien thoai', 'di dong', 'chinh hang'],
  ...[
    'xach tay',
    'like new',
    'full box',
    'quoc te',
    'viet nam',
    'den trang',
    'pho thong',
    'co ban',
  ],
  ...['thong minh', 'nghe goi', 'nghe nhac', 'chup hinh', 'nguyen zin', 'gia re', 'ba noi'],
  ...['ba ngoai', 'ong noi', 'ong ngoai', 'huyen thoai', 'loa to', 'pin trau', 'chu to', 'so to'],
  ...[
    'kiem tra',
    'xem giup',
    'hoi giup',
    'dual sim',
    'two sim',
    'xanh la',
    'xanh duong',
    'sim doi',
  ],
];

/** Words around a name. Colours, kin, particles: a handset is told by what remains. */
export const FILLERS: ReadonlySet<string> = new Set([
  ...['con', 'cai', 'chiec', 'may', 'dt', 'dtdd', 'dthoai', 'dien', 'thoai', 'phone', 'mobile'],
  ...['cuc', 'gach', 'sim', 'ds', 'duos', '2sim', '1sim', 'phim', 'bam', 'gia', 'cu', 'moi', 'xai'],
  ...[
    'dung',
    'cua',
    'ba',
    'noi',
    'ngoai',
    'me',
    'bo',
    'ma',
    'ong',
    'em',
    'anh',
    'chi',
    'toi',
    'tui',
  ],
  ...['minh', 'nha', 'loai', 'dong', 'doi', 'hang', 'hieu', 'mau', 'trang', 'den', 'do', 'xanh'],
  ...[
    'vang',
    'hong',
    'tim',
    'xam',
    'bac',
    'nau',
    'cam',
    'nho',
    'to',
    'loa',
    'camera',
    'nap',
    'gap',
  ],
  ...['truot', 'thuong', 'tau', 're', 'zin', 'fullbox', 'seal', 'vn', 'lock', 'ban', 'nay', 'kia'],
  ...['thi', 'la', 'ma', 'oi', 'ad', 'shop', 'cho', 'hoi', 'giup', 'check', 'xem', 'model', 'ten'],
  ...[
    'co',
    'ko',
    'khong',
    'duoc',
    'dc',
    'k',
    'hok',
    'ha',
    'nhi',
    'vay',
    'roi',
    'con',
    'nua',
    'mua',
  ],
  ...['nam', 'day', 'the', 'voi', 'va', 'hay', 'goi', 'bi', 'chan', 'khoa', 'van', 'chua', 'sao'],
  ...['my', 'is', 'the', 'an', 'black', 'white', 'blue', 'red', 'handset', 'cell', 'smartphone'],
  ...[
    'gb',
    'ram',
    'rom',
    'chinhhang',
    'lai',
    'dau',
    'chau',
    'thang',
    'co',
    'chu',
    'bac',
    'di',
    'cau',
  ],
]);

/** Devices on the mobile network that are no phones: own advice, never a phone's verdict. */
export const OTHER_DEVICES: readonly string[] = [
  ...['dinh vi', 'giam sat hanh trinh', 'thang may', 'bao trom', 'bao dong', 'bao chay', 'may pos'],
  ...['quet the', 'ca the', 'cong to', 'dong ho', 'smartwatch', 'camera an ninh', 'cong tac'],
  ...[
    'tracker',
    'alarm',
    'elevator',
    'smart watch',
    'cam bien',
    'may bom',
    'tram bom',
    'homephone',
  ],
  ...['sim router', 'bo phat wifi', 'cua cuon', 'hop den', 'atm', 'vong deo tay'],
];
