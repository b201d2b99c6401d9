/** Counts calls of methods while something is done. A spy would remember each of a million calls. */
export function counted<T extends object>(object: T, names: readonly (keyof T & string)[]): { during(does: () => void): number; restore(): void } {
  let calls = 0;
  const own = names.map(name => Object.getOwnPropertyDescriptor(object, name));
  for (const name of names) {
    const original = object[name] as unknown as (...values: unknown[]) => unknown;
    Object.defineProperty(object, name, {
      configurable: true,
      writable: true,
      value(this: unknown, ...values: unknown[]): unknown {
        calls++;
        return original.apply(this, values);
      },
    });
  }
  return {
    during: does => {
      calls = 0;
      does();
      return calls;
    },
    restore: () => {
      names.forEach((name, index) => {
        const descriptor = own[index];
        if (descriptor) Object.defineProperty(object, name, descriptor);
        else Reflect.deleteProperty(object, name);
      });
    },
  };
}
