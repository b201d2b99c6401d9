import { categories, flag, type Category } from '../trace/row';

/** Every bit of a mask of categories. */
export const allCategories = 2 ** categories.length - 1;

/** Failed, or refused by our side. */
export const failing = flag.bad | flag.refused;

export function maskOf(...some: readonly Category[]): number {
  return some.reduce((mask, category) => mask | (1 << categories.indexOf(category)), 0);
}
