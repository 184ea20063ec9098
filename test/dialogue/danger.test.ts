import { describe, expect, it } from 'vitest';
import {
  asksForPerson,
  isCutAfterChange,
  soundsLikeEmergency,
  soundsLikeSwindle,
  wantsPerson,
} from '../../src/dialogue/danger.ts';

describe('what must be heard whatever the classifier thinks', () => {
  it.each([
    'tin nhan viettel bao bam link xac thuc khuon mat',
    'sim sap bi khoa bam vao day',
    'ho xin ma otp de mo khoa chieu goi',
    'toi bam *091*0987654321# roi',
    'mat song dot ngot',
    'may toi tu nhien mat song sau khi nghe cuoc goi',
    'may toi mat song 30 phut roi',
  ])('"%s" sounds like a swindle', (text) => {
    expect(soundsLikeSwindle(text)).toBe(true);
  });

  it.each([
    'bam *#06# xem imei',
    'cho toi song yeu qua',
    'bam phim nao de goi',
    'chua co song 4g',
    'nhan tin ho tro o dau',
  ])('"%s" does not', (text) => {
    expect(soundsLikeSwindle(text)).toBe(false);
  });

  it.each([
    'toi muon tu tu',
    'khong muon song nua',
    'chay nha roi ma khong goi duoc',
    'ba toi ngat xiu khong goi duoc 115',
    'cuu toi voi',
    'goi cap cuu giup toi',
    'my mother is unconscious',
  ])('"%s" sounds like a life in danger', (text) => {
    expect(soundsLikeEmergency(text)).toBe(true);
  });

  it.each([
    'toi muon tu tu doi may',
    'may chay nhanh khong',
    'cho xin so goi cap cuu',
    'hom qua ba ngat xiu ma khong goi duoc, toi khieu nai',
    'met muon chet voi cai may nay',
  ])('"%s" is no emergency', (text) => {
    expect(soundsLikeEmergency(text)).toBe(false);
  });

  it('knows the lock that follows a change of phone', () => {
    expect(isCutAfterChange('thay may moi ma goi khong duoc', null)).toBe(false);
    expect(isCutAfterChange('thay may moi ma khong goi duoc', null)).toBe(true);
    expect(isCutAfterChange('vua doi may hom qua', 'phone-locked')).toBe(true);
    expect(isCutAfterChange('vua doi may hom qua', null)).toBe(false);
  });

  it.each([
    'cho gap nguoi gap',
    'gap nguoi that',
    'bi lua roi, gap nguoi ngay',
    'lo doc otp roi gap nhan vien duoc khong',
    'toi muon gap ngay can bo',
    'lam on cho toi noi chuyen voi nguoi truc',
    'i want to talk to a real person',
  ])('“%s” asks for a person now', (text) => {
    expect(asksForPerson(text)).toBe(true);
  });

  it.each([
    'hom qua gap nguoi la goi dien',
    'bam so 9 gap dien thoai vien roi ho hoi the',
    'bam phim chin de gap nhan vien la that hay gia',
    'no bao muon gap nhan vien thi bam vao link',
    'ho keu toi gap nhan vien ngay',
    'toi noi chuyen voi nhan vien viettel hom qua',
    'gap nguoi lua dao thi lam sao',
    'my mother talked to a person',
  ])('“%s” only tells of one', (text) => {
    expect(asksForPerson(text)).toBe(false);
  });

  it('knows when a person is wanted', () => {
    expect(wantsPerson('cho gap tong dai vien')).toBe(true);
    expect(wantsPerson('i want to talk to a person')).toBe(true);
    expect(wantsPerson('hom qua gap nguoi la goi dien')).toBe(false);
  });
});
