/**
 * What people take first, bare of marks, spaces and capitals, with and without what stands around it
 * ("Password@123!" → "password"). Nobody needs a longer list: twelve characters leave few of the
 * well-known ones.
 */
const WORDS = `
  password passw0rd p4ssword passwordpassword adminpassword administrator admin adminadmin root
  welcome letmein iloveyou qwertyuiop changeme changemenow trustno1 superman football baseball
  sunshine princess dragon monkey whatever computer internet secret mypassword mysecretpassword
  correcthorsebatterystaple thisismypassword defaultpassword temporarypassword temppassword
  matkhau matkhaumoi matkhaucuatoi matkhaubimat matkhauadmin matkhauquantri quantri quantrivien
  quantrihethong khongbiet khongcomatkhau anhyeuem emyeuanh yeuanh yeuem toiyeuvietnam yeuvietnam
  vietnamvodich vietnam vietnamdatnuoc hochiminh hanoi hanoivietnam saigon thanhphohochiminh danang
  xinchao xinchaovietnam chaomung chaobuoisang chucmungnammoi maimaiyeuem maimaibenem mottramphantram
  congan congantinh ubnd uybannhandan dichvucong chinhphu sothongtin sothongtintruyenthong tongdai
  tongdaivien troly troly2g trolytat2g tatsong2g viettel vinaphone mobifone vietnamobile vnpt
  nguyenvana nguyenthia tranvana nguoidung taikhoan taikhoanmoi dangnhap
`;

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));
