import { expect, test } from 'vitest';
import { embeddedLines } from '../../src/sources/embeddedLines';

test('the records of an exported page come in order, and their text is not kept twice', () => {
  const page = document.createElement('div');
  for (const text of ['{"a":1}\n{"a":"\\u003c/script>"}', '{"a":3}']) {
    const element = document.createElement('script');
    element.type = 'application/x-ndjson';
    element.textContent = text;
    page.append(element);
  }
  const other = document.createElement('script');
  other.type = 'application/json';
  page.append(other);

  expect([...embeddedLines(page)]).toEqual(['{"a":1}', '{"a":"\\u003c/script>"}', '{"a":3}']);
  expect([...page.children]).toEqual([other]);
});
