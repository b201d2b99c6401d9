import { describe, expect, it } from 'vitest';
import golden from '../fixtures/foreign-text.json';
import { clean, cleanLine, cutWhole } from '../../src/text/clean';

type Golden = { text?: string; units?: number[]; shown: string };

describe('Foreign text', () => {
  it('is shown by the rule that the host has', () => {
    expect(golden.length).toBeGreaterThan(200);
    for (const { text, units, shown } of golden as Golden[]) {
      const given = text ?? String.fromCharCode(...(units ?? []));
      expect(clean(given), JSON.stringify(given)).toBe(shown);
    }
  });

  it('has no character left that hides or reorders', () => {
    let all = '';
    for (let code = 0; code < 0x110000; code++) if (code < 0xd800 || code > 0xdfff) all += String.fromCodePoint(code);
    const left = [...clean(all)].filter(character => /[\p{Cc}\p{Cf}]/u.test(character) && !'\n\t\u200D'.includes(character));
    expect(left).toEqual([]);
  });

  it.each([
    ['control characters', '\u0007'],
    ['escapes', '\u001B'],
    ['unended sequences', '\u001B[0'],
    ['parameters', '\u001B[' + '0;'.repeat(50)],
    ['unended strings', '\u001B]0;x'],
    ['strings of the other kinds', '\u001BP'],
    ['blanks within sequences', '\u001B ' + ' '.repeat(30)],
    ['halves of characters', '\uDC00'],
    ['plain letters', 'x'],
  ])('of 20 MB of %s is cleaned, without trying anything twice', (_, piece) => {
    // What looked back over and over would not be done with this in days.
    const text = piece.repeat(20_000_000 / piece.length);
    expect(clean(text).length).toBeLessThanOrEqual(text.length * 8);
  }, 60_000);

  it('is one line where there is room for one', () => {
    expect(cleanLine('\n  \u001B[1mfirst\u001B[0m\tline\nsecond')).toBe('first line');
    expect(cleanLine('x'.repeat(300), 10)).toBe('xxxxxxxxxx…');
    expect(cleanLine('')).toBe('');
    expect(cleanLine('\u202Eevil')).toBe('⟨U+202E⟩evil');
  });

  it('is never cut within a character', () => {
    expect(cutWhole('a😀b', 2)).toBe('a');
    expect(cutWhole('a😀b', 3)).toBe('a😀');
    expect(cutWhole('', 0)).toBe('');
  });
});
