import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask } from '../src/mask.ts';

describe('what belongs to a person is masked', () => {
  test.each([
    ['số 0912345678 của bà', 'số ********** của bà'],
    ['0912 345 678', '**********'],
    ['0912.345.678, 0987-654-321', '**********, **********'],
    ['0912 345 678 0987 654 321', '********** **********'],
    ['0 9 1 2 3 4 5 6 7 8', '**********'],
    ['+84 912-345-678', '+***********'],
    ['84.912.345.000', '***********'],
    ['(+84) 0912345678', '(+84) **********'],
    ['máy bàn 024 3773 1234', 'máy bàn ***********'],
    ['con ở Campuchia +855 12 345 678', 'con ở Campuchia +***********'],
    ['０９１２３４５６７８ ០៩១២៣៤៥៦៧៨', '********** **********'],
    ['nokia 1280 0912 345 678', 'nokia 1280 **********'],
    ['15/9/2026 0912345678', '15/9/2026 **********'],
  ])('phone number: %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test.each([
    ['cccd 001085012345', 'cccd ************'],
    ['001 085 012 345', '************'],
    ['2026 001085012345', '2026 ************'],
    ['cmnd 250123456', 'cmnd *********'],
    ['250.123.456', '*********'],
    ['250 123 456', '*********'],
  ])('identity number: %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test.each([
    ['4111 1111 1111 1111', '****************'],
    ['4111111111111111', '****************'],
    ['9704 3668 1234 5678 901', '*******************'],
    ['378282246310005', '***************'],
  ])('card: %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test.each([
    ['mã OTP là 482913', 'mã OTP là ******'],
    ['ma otp: 482 913', 'ma otp: *******'],
    ['otp cua toi la 4829', 'otp cua toi la ****'],
    ['ma xac nhan vua nhan duoc la 482913', 'ma xac nhan vua nhan duoc la ******'],
    ['mã 482913', 'mã ******'],
    ['my code is 482913', 'my code is ******'],
    ['482913 là mã xác thực của bạn', '****** là mã xác thực của bạn'],
    ['mật khẩu 12345678', 'mật khẩu ********'],
  ])('one-time code: %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test.each(['ba.noi+2g@gmail.com', 'bà@thư.vn', 'abc @ gmail.com'])('e-mail: %s', (address) => {
    expect(mask(`thư ${address} nhé`)).toBe('thư ***@*** nhé');
  });
});

test('of an IMEI the TAC stays: it names a model, not a person', () => {
  expect(mask('353314081234560')).toBe('35331408*******');
  expect(mask('35-331408-123456-0')).toBe('35331408*******');
  expect(mask('IMEI: 35331408123456')).toBe('IMEI: 35331408******');
  expect(mask('3533140812345601')).toBe('35331408********');
});

test.each([
  'gọi 18008098 hoặc 1800 1090, báo 1900 545 454',
  'nhắn 156, gọi 113, soạn mã TTTB gửi 1414',
  'ngày 16/10/2024, 16-10-2024, 2024-10-16 và 15.9.2026',
  'từ 16-10-2024 15-9-2026',
  'giá 290.000 hoặc 1.500.000 hay 1,500,000 đồng',
  'cả làng 250.123.456 đồng, 500000000đ, 290.000.000',
  'nokia 1280, 105 4G, samsung B310E, RM-1035, pin 1020mAh',
  'nokia 105 106 110 1280 6300',
  'mã máy nokia 1280, TAC 35331408',
  'phiếu TL-7K3M',
])('what is public or no number of a person stays readable: %s', (text) => {
  expect(mask(text)).toBe(text);
});

describe('whatever stands around it', () => {
  const words = fc.constantFrom(
    '',
    'nokia 1280 ',
    'số của bà là ',
    'ngày 16/10/2024 ',
    '1800 8098, ',
  );
  const separator = fc.constantFrom('', ' ', '.', '-', ' - ', '\u00a0', '\u200b');
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

  test('no phone number survives, however it is grouped', () => {
    const prefix = fc.constantFrom('03', '05', '07', '08', '09', '+849', '849');
    fc.assert(
      fc.property(words, prefix, digits(8), separator, (before, start, rest, gap) => {
        const number = [start, rest.slice(0, 2), rest.slice(2, 5), rest.slice(5)].join(gap);
        const masked = mask(`${before}${number} nhé`);
        expect(masked.startsWith(before)).toBe(true);
        expect(masked.slice(before.length)).toMatch(/^\+?\*+ nhé$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('no identity number survives', () => {
    fc.assert(
      fc.property(words, digits(11), words, (before, rest, after) => {
        expect(mask(`${before}0${rest} ${after}`)).toContain('*'.repeat(12));
      }),
    );
  });

  test('masking twice changes nothing more, and no text breaks it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789 .-+()@amã') });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), text), (any) => {
        const once = mask(any);
        expect(mask(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test('hides a bank account whole, though it is as long as an IMEI', () => {
    expect(mask('stk 19031234567890 techcombank')).toBe('stk ************** techcombank');
    expect(mask('số tài khoản của tôi 0123 4567 89')).not.toMatch(/\d/);
  });

  test('hides a password that is told', () => {
    expect(mask('mật khẩu viettel của tôi là abc123')).toBe('mật khẩu viettel của tôi là ******');
    expect(mask('quên mật khẩu thì làm sao')).toBe('quên mật khẩu thì làm sao');
  });
});
