/** The abilities by the name that intents and conversations use. */
import type { Intent, SkillName } from '../../content/intent.ts';
import type { Skill } from '../turn.ts';
import { answerIntent } from './answer-intent.ts';
import { checkHandset } from './check-handset.ts';
import { findContact } from './find-contact.ts';
import { findOffers } from './find-offers.ts';
import {
  changeLanguage,
  deleteMyData,
  findPrefixOwner,
  showMenu,
  stopMessages,
} from './small-skills.ts';
import { talkToHuman } from './talk-to-human.ts';

export const skills: Readonly<Record<SkillName, Skill>> = {
  'check-handset': checkHandset,
  'find-offers': findOffers,
  'find-contact': findContact,
  'talk-to-human': talkToHuman,
  'delete-my-data': deleteMyData,
  'stop-messages': stopMessages,
  'change-language': changeLanguage,
  'show-menu': showMenu,
  'find-prefix': findPrefixOwner,
};

/** The skill that answers an intent: its own, or the one that reads the answer from its file. */
export function skillOf(intent: Intent | undefined): Skill {
  return intent?.skill === undefined ? answerIntent : skills[intent.skill];
}
