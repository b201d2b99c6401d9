import { categories, type Category } from '../../trace/row';

/** What people read rather than look up stands open; all that can be long is folded until somebody wants it. */
export function opensByItself(category: Category): boolean {
  return open.has(category);
}

/**
 * Pixels that an item is likely to take before anybody saw it. What is off is put right when it comes into view.
 * @param isOpen What somebody made of it; undefined for what its category makes of it.
 */
export function likelyHeight(category: Category, isOpen: boolean | undefined): number {
  const byItself = likely.get(category) ?? foldedHeight;
  if (isOpen === undefined || isOpen === opensByItself(category)) return byItself;
  return isOpen ? openHeight : foldedHeight;
}

const open: ReadonlySet<Category> = new Set<Category>(['message', 'text', 'answer', 'steering', 'question', 'plan', 'error']);

const foldedHeight = 42;
const openHeight = 240;
const openHeights: Partial<Record<Category, number>> = { message: 96, text: 100, answer: 200, question: 150, plan: 150, error: 90 };
const likely: ReadonlyMap<Category, number> = new Map(categories.map(category => [category, openHeights[category] ?? foldedHeight]));

/** Silence between two items that is worth a line, in milliseconds. */
export const longSilence = 60_000;
