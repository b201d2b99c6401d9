import type { Category } from '../../trace/row';

/** What people read rather than look up stands open; all that can be long is folded until somebody wants it. */
export function opensByItself(category: Category): boolean {
  return open.has(category);
}

const open: ReadonlySet<Category> = new Set<Category>(['message', 'text', 'answer', 'steering', 'question', 'plan', 'error']);

/** Pixels that an item is likely to take before anybody saw it. What is off is put right when it comes into view. */
export function likelyHeight(category: Category, isOpen: boolean): number {
  if (!isOpen) return foldedHeight;
  return heights.get(category) ?? openHeight;
}

const foldedHeight = 45;
const openHeight = 240;
const heights: ReadonlyMap<Category, number> = new Map<Category, number>([
  ['message', 96], ['text', 82], ['answer', 180], ['steering', 64], ['question', 96], ['plan', 150], ['error', 84],
]);

/** Silence between two items that is worth a line. */
export const longSilence = 60_000;
