/** Checks of facts, offers and contacts: broken chains of versions, and what a person should do. */
import type { Day } from '../day.ts';
import { isVerified, type Provenance, standing } from '../sourced.ts';
import type { Carrier } from './carrier.ts';
import type { Snapshot } from './content.ts';
import type { Fact } from './fact.ts';
import { fold } from './handset-name.ts';
import type { Path, Report } from './problems.ts';
import type { YamlFile } from './yaml-file.ts';

/** Versions of one name must form one chain, in the order in which they were announced. */
export function checkFacts(
  content: Snapshot,
  facts: readonly Fact[],
  on: Day,
  report: Report,
): void {
  facts.forEach((fact, at) => {
    const versions = content.facts.get(fact.name) ?? [];
    const before = versions[versions.indexOf(fact) - 1];
    if (before === undefined && fact.supersedes !== undefined) {
      report([at, 'supersedes'], `"${fact.supersedes}" is no earlier version of "${fact.name}"`);
    }
    if (before !== undefined && fact.supersedes !== before.id) {
      report([at], `"${fact.id}" must say "supersedes: ${before.id}"`);
    }
    if (before !== undefined && (fact.announcedOn ?? '') < (before.announcedOn ?? '')) {
      report([at, 'announcedOn'], `announced before the version that it supersedes`);
    }
    if (fact.switchOff?.carrier !== undefined && !content.carriers.has(fact.switchOff.carrier)) {
      report([at, 'switchOff', 'carrier'], `unknown carrier "${fact.switchOff.carrier}"`);
    }
    const current = versions.at(-1) === fact;
    if (current) checkReview(fact, on, [at], report);
  });
  reportTwice(facts, report);
}

function reportTwice(facts: readonly Fact[], report: Report): void {
  const seen = new Set<string>();
  facts.forEach(({ id }, at) => {
    if (seen.has(id)) report([at, 'id'], `id "${id}" stands twice`);
    seen.add(id);
  });
}

/** What has ended, was never verified or is due for a look: for a person, not an error. */
export function checkDue(item: Provenance, on: Day, path: Path, report: Report): void {
  const state = standing(item, on);
  if (state === 'ended' || state === 'presumed-ended') {
    report(path, `${state}: shown as such, remove it when nobody asks any more`, 'warning');
  }
  if (item.needsVerification === true && item.publish !== false && !isVerified(item, on)) {
    report(path, 'not verified: confirm it with "npm run data:verify"', 'warning');
  }
  checkReview(item, on, path, report);
}

function checkReview(item: Provenance, on: Day, path: Path, report: Report): void {
  if (item.reviewOn !== undefined && item.reviewOn < on) {
    report(path, `due for review since ${item.reviewOn}`, 'warning');
  }
}

/**
 * No two carriers share an id, a name or an alias: the later one would silently take over every
 * question about the earlier. People type without marks, so marks and case make no difference.
 */
export function checkCarrierNames(
  files: readonly YamlFile<Carrier>[],
  reporter: (file: YamlFile<Carrier>) => Report,
): void {
  const owners = new Map<string, { readonly file: YamlFile<Carrier>; readonly path: Path }>();
  for (const file of files) {
    for (const { path, kind, name } of namesOf(file.value)) {
      const key = fold(name).replace(/\s+/g, ' ').trim();
      const first = owners.get(key);
      if (first === undefined) owners.set(key, { file, path });
      else if (first.file !== file) {
        const place = `${first.file.file}:${first.file.line(first.path)}`;
        reporter(file)(path, `${kind} "${name}" stands in ${place} already`);
      }
    }
  }
}

function namesOf(carrier: Carrier | undefined): { path: Path; kind: string; name: string }[] {
  if (carrier === undefined) return [];
  const { id, name, aliases } = carrier;
  return [
    { path: ['id'], kind: 'id', name: id },
    { path: ['name'], kind: 'name', name },
    ...aliases.map((alias, at) => ({ path: ['aliases', at], kind: 'alias', name: alias })),
  ];
}
