/** Names that a stranger may have chosen must not lead into our own network. */
import { lookup } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';
import { AttachmentError } from './channel.ts';

/** IPv4 that is not somebody's in the internet (IANA's special-purpose registry, RFC 6890). */
const SPECIAL_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Of IPv6 only 2000::/3 is handed out; these parts of it carry IPv4 or belong to nobody. */
const SPECIAL_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const;

const special = new BlockList();
for (const [net, prefix] of SPECIAL_IPV4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of SPECIAL_IPV6) special.addSubnet(net, prefix, 'ipv6');
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the internet's, of which anybody may be asked for a page. */
export function isPublic(address: string, family: number): boolean {
  if (family === 4) return !special.check(address, 'ipv4');
  return unicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/**
 * Looks a name up for a connection, which is then made to what was checked here: a name that changes
 * its mind gains nothing. Fails with an `AttachmentError` when any of its addresses is not public.
 */
export const lookupPublic: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error !== null || first === undefined) return done(error ?? new Error('no address'), []);
    const inside = found.some(({ address, family }) => !isPublic(address, family));
    if (inside) return done(new AttachmentError('refused'), []);
    if (options.all === true) done(null, found);
    else done(null, first.address, first.family);
  });
};
