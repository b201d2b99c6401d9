import { describe, expect, it } from 'vitest';
import { formatHash, parseHash, plainView, type ViewState } from '../../src/pages/run/hash';

describe('the view in the address', () => {
  const whole: ViewState = { event: 123, query: 'a & b=c #é', matchesOnly: true, groups: ['ran', 'left'], failuresOnly: true, turn: 2, panel: 'door' };

  it('comes back as it went in', () => {
    expect(parseHash(formatHash(whole))).toEqual(whole);
  });

  it('is nothing for the plain view', () => {
    expect(formatHash(plainView)).toBe('');
    expect(parseHash('')).toEqual(plainView);
  });

  it('names an event the short way', () => {
    expect(formatHash({ ...plainView, event: 7 })).toBe('#e7');
    expect(parseHash('#e7').event).toBe(7);
  });

  it('leaves out what it does not know', () => {
    expect(parseHash('#e12x&f=ran.nonsense&p=toString&t=-1&x=y&q=%E0%A4%A')).toEqual({ ...plainView, groups: ['ran'], query: '%E0%A4%A' });
  });

  it('does not take a query of any length', () => {
    expect(parseHash(`#q=${'a'.repeat(5_000)}`).query).toHaveLength(200);
  });
});
