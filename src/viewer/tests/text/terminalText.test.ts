import { describe, expect, it } from 'vitest';
import { lastStates, terminalRuns } from '../../src/text/terminalText';

const esc = '\u001B';

describe('Output of a terminal', () => {
  it('keeps colours as classes', () => {
    expect(terminalRuns(`a ${esc}[31mred${esc}[0m b ${esc}[1;92mok${esc}[m`)).toEqual([
      { text: 'a ', style: '' },
      { text: 'red', style: 't-red' },
      { text: ' b ', style: '' },
      { text: 'ok', style: 't-bold t-green' },
    ]);
  });

  it('knows 256 and all colours by the nearest of ours', () => {
    const styled = (code: string): string | undefined => terminalRuns(`${esc}[${code}mx`)[0]?.style;
    expect(styled('38;5;9')).toBe('t-red');
    expect(styled('38;5;208')).toBe('t-yellow');
    expect(styled('38;5;226')).toBe('t-yellow');
    expect(styled('38;5;21')).toBe('t-blue');
    expect(styled('38;5;244')).toBe('t-grey');
    expect(styled('38;5;255')).toBe('');
    expect(styled('38;2;0;200;210')).toBe('t-cyan');
    expect(styled('38:2:0:200:10')).toBe('t-green');
    expect(styled('48;5;21')).toBe('on-blue');
  });

  it('shows what is set to be invisible', () => {
    expect(terminalRuns(`${esc}[8mhidden${esc}[28m ${esc}[31;41mred on red`)).toEqual([{ text: 'hidden ', style: '' }, { text: 'red on red', style: 'on-red' }]);
    expect(terminalRuns(`${esc}[30;40mblack on black`)).toEqual([{ text: 'black on black', style: '' }]);
  });

  it('drops all other sequences and shows hidden characters', () => {
    expect(terminalRuns(`${esc}]8;;https://evil.example\u0007click${esc}]8;;\u0007${esc}[2J${esc}[1A\u202Etxt${esc}]0;t`)).toEqual([{ text: 'click⟨U+202E⟩txt', style: '' }]);
  });

  it('does not take part in a game of a million styles', () => {
    const runs = terminalRuns(`${esc}[1mx${esc}[31my`.repeat(30_000));
    expect(runs.length).toBeLessThanOrEqual(4001);
    expect(runs.map(run => run.text).join('')).toBe('xy'.repeat(30_000));
    expect(terminalRuns(`${esc}[${'1;'.repeat(100_000)}mx`)).toEqual([{ text: 'x', style: '' }]);
  });

  it('folds lines that write over themselves', () => {
    expect(lastStates('get\r\n10 %\r20 %\r100 %\r\ndone')).toEqual({ text: 'get\n100 %\ndone', dropped: 2 });
    expect(lastStates('a\r\rb\r')).toEqual({ text: 'b', dropped: 1 });
    expect(lastStates(`50 %\r${esc}[2K\n`)).toEqual({ text: '50 %\n', dropped: 0 });
    expect(lastStates('plain\n')).toEqual({ text: 'plain\n', dropped: 0 });
  });
});
