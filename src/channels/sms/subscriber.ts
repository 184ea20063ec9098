/** Who may be a person: the loop guard's first gate, and one address for each number. */

const COUNTRY_CODE = '84';
/** Mobile and landline numbers behind the country's code; short codes and hotlines are shorter or begin with 1. */
const SUBSCRIBER = /^84[235789]\d{8,9}$/;

/**
 * The number in international form without a plus, `84901234567`, whichever way the carrier writes
 * it. Undefined for what cannot be a person in Vietnam: brand names, short codes, hotlines, and
 * numbers from abroad, which only make answers dear.
 */
export function subscriberOf(sender: string): string | undefined {
  const compact = sender.replace(/[\s.()-]/g, '');
  const [, digits] = /^(?:\+|00)?(\d{9,15})$/.exec(compact) ?? [];
  if (digits === undefined) return undefined;
  const number = digits
    .replace(/^0(?=[235789]\d{8,9}$)/, COUNTRY_CODE)
    .replace(/^(?=[35789]\d{8}$)/, COUNTRY_CODE);
  return SUBSCRIBER.test(number) ? number : undefined;
}
