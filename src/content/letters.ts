/** How far two words are apart in letters. */

/**
 * Letters to insert, drop, replace or swap with their neighbour to turn one word into the other
 * (optimal string alignment); `limit + 1` when more than `limit`.
 */
export function letterDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const head = commonHead(left, right);
  const tail = commonTail(left, right, head);
  const one = left.slice(head, left.length - tail);
  const other = right.slice(head, right.length - tail);
  if (one === '' || other === '') return Math.max(one.length, other.length);
  return Math.min(limit + 1, align(one, other, limit));
}

function commonHead(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}

function commonTail(left: string, right: string, head: number): number {
  const most = Math.min(left.length, right.length) - head;
  let length = 0;
  while (length < most && left.at(-1 - length) === right.at(-1 - length)) length++;
  return length;
}

function align(left: string, right: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row++) {
    const current = nextRow(left, right, row, above, before);
    if (Math.min(...current) > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[right.length] ?? 0;
}

function nextRow(
  left: string,
  right: string,
  row: number,
  above: readonly number[],
  before: readonly number[],
): number[] {
  const current = [row];
  const letter = left[row - 1];
  for (let column = 1; column <= right.length; column++) {
    const same = letter === right[column - 1];
    const swapped = letter === right[column - 2] && left[row - 2] === right[column - 1];
    const changed = (above[column - 1] ?? 0) + (same ? 0 : 1);
    const moved = Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
    const exchanged = swapped ? (before[column - 2] ?? 0) + 1 : changed;
    current.push(Math.min(changed, moved, exchanged));
  }
  return current;
}
