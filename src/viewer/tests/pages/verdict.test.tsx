import { cleanup, render } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { Verdict } from '../../src/pages/run/panels/verdict';
import { StateBadge } from '../../src/pages/run/stateBadge';

afterEach(cleanup);

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])('shows the word %j of a trace from anywhere as any other', word => {
  expect(render(<Verdict verdict={word} />).container.textContent).toBe(word);
  cleanup();
  expect(render(<StateBadge state={word} />).container.textContent).toBe(word);
});
