/** From a citizen's text to what it means: language, intent, and what it names. */
import type { ChatWords } from '../content/chat-words.ts';
import type { Snapshot } from '../content/content.ts';
import { findHandsetMentions } from '../content/handset-mentions.ts';
import { findImeis } from '../content/imei.ts';
import type { Classification, Classifier } from './classifier.ts';
import { withoutCourtesy } from './courtesy.ts';
import {
  type CarrierFinder,
  carrierFinder,
  findMenuNumber,
  findPlaces,
  findPrefix,
  findYesNo,
  type Span,
} from './entities.ts';
import { detectLanguage, type Language } from './language.ts';
import { cleanText, normalize, stripMarks } from './normalize.ts';
import { findAddress, findPerson, type Person } from './person.ts';
import {
  findPersonalData,
  isCardNumber,
  type PersonalData,
  withoutPersonalData,
} from './personal-data.ts';
import { findUnlistedName, wholeName } from './unlisted-name.ts';

export interface Entities {
  /** Ids in the order of mention. */
  readonly carriers: readonly string[];
  /** Names of phones as typed. */
  readonly handsets: readonly string[];
  /** What may be the name of a phone that no list knows; it counts where a phone is asked about. */
  readonly unlisted: string | null;
  /** Type allocation codes, from a TAC or an IMEI; the rest of the IMEI is never kept. */
  readonly tacs: readonly string[];
  /** Something that is meant as an IMEI and cannot be one. */
  readonly badImei: boolean;
  readonly places: readonly string[];
  readonly prefix: string | null;
  readonly person: Person | null;
  readonly yesNo: 'yes' | 'no' | null;
  readonly menuNumber: number | null;
}

export interface Understanding {
  /** The text with case and punctuation as typed, safe to show. */
  readonly text: string;
  /** The same without marks, in lower case. */
  readonly plain: string;
  readonly language: Language;
  /** Readings, best first. */
  readonly ranked: Classification['ranked'];
  /** What the confidence allows: answer, ask "A or B?", or say that it is not our business. */
  readonly action: Classification['decision'];
  /** Share of what was written that the classifier has ever seen, 0 to 1. */
  readonly known: number;
  readonly entities: Entities;
  /** What is left of the plain text without entities and filler words. */
  readonly residue: string;
  readonly personal: PersonalData | null;
  /** How the citizen speaks of themselves. */
  readonly address: string | null;
}

/** Understands one text by itself; the conversation is brought in by `inContext`. */
export type Understand = (text: string) => Understanding;

/** Binds the understanding to a content snapshot and the classifier trained on it. */
export function makeUnderstand(content: Snapshot, classifier: Classifier): Understand {
  const findCarriers = carrierFinder(content.carriers.values());
  return (raw) => {
    const text = cleanText(raw);
    const plain = stripMarks(text.toLowerCase());
    const { language } = detectLanguage(text);
    const personal = findPersonalData(plain);
    const { ranked, decision, known } = classifier.classify(
      withoutCourtesy(personal === null ? text : withoutPersonalData(text)),
    );
    const { entities, spans } = findEntities(text, plain, content, findCarriers);
    return {
      text,
      plain,
      language,
      ranked,
      action: decision,
      known,
      entities,
      residue: residueOf(plain, spans, content.chatWords),
      personal,
      address: findAddress(plain),
    };
  };
}

function findEntities(
  text: string,
  plain: string,
  content: Snapshot,
  findCarriers: CarrierFinder,
): { entities: Entities; spans: Span[] } {
  const imeis = findImeis(isCardNumber(plain) ? '' : plain);
  const mentions = findHandsetMentions(content.handsets, text).filter(
    (mention) => !overlaps(mention, imeis.spans),
  );
  // "Viettel V1" is a phone, "viettel" alone a carrier.
  const models = mentions.filter(({ kind }) => kind === 'model');
  const carriers = findCarriers(plain).filter((carrier) => !overlaps(carrier, models));
  const handsets = mentions
    .filter((mention) => mention.kind === 'model' || !overlaps(mention, carriers))
    .map((mention) => wholeName(mention, plain))
    .map((mention) => ({ ...mention, id: mention.text }));
  return {
    entities: {
      carriers: distinct(carriers.map(({ id }) => id)),
      handsets: distinct(handsets.map(({ id }) => id)),
      unlisted: handsets.length === 0 ? findUnlistedName(plain) : null,
      tacs: distinct(imeis.tacs),
      badImei: imeis.invalid || isOddNumber(plain),
      places: findPlaces(plain, content.places),
      prefix: findPrefix(plain),
      person: findPerson(text, plain),
      yesNo: findYesNo(plain),
      menuNumber: findMenuNumber(plain),
    },
    spans: [...carriers, ...handsets, ...imeis.spans.map((span) => ({ ...span, id: 'imei' }))],
  };
}

/** Nothing but 13 to 17 digits that are no IMEI: meant as one, with a digit missing or wrong. */
function isOddNumber(plain: string): boolean {
  return /^\d{13,17}$/.test(plain.replace(/[\s.-]/g, '')) && findImeis(plain).tacs.length === 0;
}

function overlaps(
  { start, end }: { start: number; end: number },
  others: readonly { start: number; end: number }[],
): boolean {
  return others.some((other) => start < other.end && other.start < end);
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** Words that carry no matter of their own in "thế còn vina thì sao ạ". */
const FILLERS = new Set(
  (
    'the con vay thi sao co khong ko k kg hong hok nhi a ah va voi nha nhe ha u oi em anh chi ad ' +
    'shop ban gio bay hien gi cai cua may dien thoai dt so mang nha sim ben dung xai duoc dc roi nua cung a0 da ' +
    'what about and how is it the then still works work phone my for ok hay cho hoi mot chiec ' +
    'la y khong phai nham cơ co ma do nay kia ay day nhu nao the nao luon de minh toi tui'
  ).split(' '),
);

function residueOf(plain: string, spans: readonly Span[], chatWords: ChatWords): string {
  let rest = plain;
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  }
  return stripMarks(normalize(rest, chatWords))
    .split(' ')
    .filter((word) => word !== '' && !FILLERS.has(word))
    .join(' ');
}
