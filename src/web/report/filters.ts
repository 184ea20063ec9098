/** The fields by which a report is narrowed down, with what is chosen in them. */
import type { Snapshot } from '../../content/content.ts';
import { desksOfContent } from '../../content/desk.ts';
import { CHANNELS } from '../../message.ts';
import { topicName } from '../desk/row-view.ts';
import type { ReportRequest } from './request.ts';
import type { Words } from './table.ts';
import { deskName } from './tables-groups.ts';

export interface Option {
  readonly id: string;
  readonly name: string;
  readonly chosen: boolean;
}

/** A field, with its name in links. */
export interface Filter {
  readonly name: 'desk' | 'channel' | 'topic';
  readonly options: readonly Option[];
}

/** All fields. Nobody asks a person about small talk, so it is no topic to choose. */
export function filtersOf(content: Snapshot, words: Words, request: ReportRequest): Filter[] {
  const desks = desksOfContent(content).map(({ id }) => id);
  const topics = [...content.intents.values()]
    .filter(({ smallTalk }) => !smallTalk)
    .map(({ id }) => id);
  const options = (ids: readonly string[], chosen: string | undefined, nameOf: NameOf) =>
    ids.map((id) => ({ id, name: nameOf(id), chosen: id === chosen }));
  const byName = (a: Option, b: Option) => a.name.localeCompare(b.name, words.locale);
  return [
    { name: 'desk', options: options(desks, request.desk, (id) => deskName(words, content, id)) },
    {
      name: 'channel',
      options: options(CHANNELS, request.channel, (id) => words.say(`desk.channel.${id}`)),
    },
    {
      name: 'topic',
      options: options(topics, request.topic, (id) => topicName(id, { content, ...words })).sort(
        byName,
      ),
    },
  ];
}

type NameOf = (id: string) => string;

/** What was chosen, as one reads it above a report. */
export function chosenIn(filters: readonly Filter[], { say }: Words): string[] {
  return filters.flatMap(({ name, options }) =>
    options
      .filter(({ chosen }) => chosen)
      .map((option) => `${say(`report.filter.${name}`)}: ${option.name}`),
  );
}
