/** `data:verify`: a named person confirms a fact, an offer or a number, without editing by hand. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { ContentFiles } from '../content/content-files.ts';
import type { Path } from '../content/problems.ts';
import type { Day } from '../day.ts';
import { UserError } from '../errors.ts';
import { isVerified, type Provenance } from '../sourced.ts';
import { writeLine } from './lines.ts';

/** Something that can be confirmed, and where it stands. */
interface Item {
  /** `viettel:18008098` for a number, otherwise the id of the fact or offer. */
  readonly key: string;
  readonly file: string;
  readonly path: Path;
  readonly provenance: Provenance;
}

/** Everything that can be confirmed. */
export function verifiable(files: ContentFiles): Item[] {
  return [
    ...files.facts.flatMap(({ file, value = [] }) =>
      value.map((fact, at) => ({ key: fact.id, file, path: [at], provenance: fact })),
    ),
    ...files.carriers.flatMap(({ file, value }) => [
      ...(value?.offers ?? []).map((offer, at) => ({
        key: offer.id,
        file,
        path: ['offers', at],
        provenance: offer,
      })),
      ...contactItems(value?.id ?? '', value?.contacts ?? [], file, ['contacts']),
    ]),
    ...(files.stateContacts.value ?? []).flatMap(({ id, contacts }, desk) =>
      contactItems(id, contacts, files.stateContacts.file, [desk, 'contacts']),
    ),
  ];
}

function contactItems(
  owner: string,
  contacts: readonly (Provenance & { readonly value: string | { readonly vi: string } })[],
  file: string,
  path: Path,
): Item[] {
  return contacts.map((contact, at) => ({
    key: `${owner}:${typeof contact.value === 'string' ? contact.value : contact.value.vi}`,
    file,
    path: [...path, at],
    provenance: contact,
  }));
}

/** Prints what waits for a person: the key, where it was seen, and when. */
export async function listUnverified(files: ContentFiles, on: Day): Promise<void> {
  for (const { key, file, provenance } of verifiable(files)) {
    if (provenance.needsVerification !== true || isVerified(provenance, on)) continue;
    const { title, url } = provenance.source;
    await writeLine(`${key}\t${file}\t${title}\t${provenance.asOf ?? '-'}\t${url ?? '-'}`);
  }
}

/**
 * Writes `verifiedBy` and `verifiedOn` into the file; comments and order stay as they are.
 *
 * @throws UserError when nothing bears the key.
 */
export function verify(
  root: string,
  files: ContentFiles,
  key: string,
  by: string,
  on: Day,
): string {
  const found = verifiable(files).filter((item) => item.key === key);
  const [item] = found;
  if (item === undefined) {
    throw new UserError(
      `Nothing is called "${key}". "npm run data:verify" lists what can be confirmed.`,
    );
  }
  if (found.length > 1)
    throw new UserError(`"${key}" stands ${found.length} times: make it unique first.`);
  const path = join(root, item.file);
  const document = parseDocument(readFileSync(path, 'utf8'));
  document.setIn([...item.path, 'verifiedBy'], by);
  document.setIn([...item.path, 'verifiedOn'], on);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
  return item.file;
}
