/** Type of the elements in an exported page that hold its records. */
const type = 'application/x-ndjson';

/** The records in an exported page, a line each, in order. Elements are emptied as they are read: the text is not kept twice. */
export function* embeddedLines(page: ParentNode = document): Generator<string> {
  for (const element of [...page.querySelectorAll(`script[type="${type}"]`)]) {
    const text = element.textContent ?? '';
    element.remove();
    yield* text.split('\n');
  }
}
