/** The files that content comes from, for the checks that name a line. */
import type { Locale } from '../message.ts';
import type { CannedReply } from './canned.ts';
import type { Carrier, StateContact } from './carrier.ts';
import type { DeskSettings } from './desk.ts';
import type { Fact } from './fact.ts';
import type { Intent } from './intent.ts';
import type { Operator } from './operator.ts';
import type { TextTree } from './texts.ts';
import type { YamlFile } from './yaml-file.ts';

/** Where things stand in the files. */
export interface ContentFiles {
  readonly intents: readonly YamlFile<Intent>[];
  readonly facts: readonly YamlFile<Fact[]>[];
  readonly carriers: readonly YamlFile<Carrier>[];
  readonly stateContacts: YamlFile<StateContact[]>;
  readonly operator: YamlFile<Operator>;
  readonly desks: YamlFile<DeskSettings>;
  readonly canned: YamlFile<CannedReply[]>;
  readonly texts: Readonly<Record<Locale, TextTree>>;
}
