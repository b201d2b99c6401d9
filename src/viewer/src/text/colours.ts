/** Colours that text of a terminal may have here: few, so that each is readable in light and dark. */
export type Hue = 'red' | 'yellow' | 'green' | 'cyan' | 'blue' | 'magenta' | 'grey';

const names: Readonly<Record<string, Hue | undefined>> = {
  'ansi-red': 'red', 'ansi-green': 'green', 'ansi-yellow': 'yellow', 'ansi-blue': 'blue', 'ansi-magenta': 'magenta', 'ansi-cyan': 'cyan',
  'ansi-bright-red': 'red', 'ansi-bright-green': 'green', 'ansi-bright-yellow': 'yellow', 'ansi-bright-blue': 'blue',
  'ansi-bright-magenta': 'magenta', 'ansi-bright-cyan': 'cyan', 'ansi-bright-black': 'grey',
};

const wheel: readonly Hue[] = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta'];

/** The nearest of our colours to one that `anser` names; undefined for that of ordinary text (black and white are both that). */
export function hueOf(name: string | null | undefined, exact: string | null | undefined): Hue | undefined {
  if (!name) return undefined;
  if (name === 'ansi-truecolor') {
    const [red = 0, green = 0, blue = 0] = (exact ?? '').split(',').map(Number);
    return nearest(red, green, blue);
  }
  const index = name.startsWith('ansi-palette-') ? Number(name.slice(13)) : Number.NaN;
  return Number.isNaN(index) ? names[name] : nearest(...paletteColour(index));
}

/** The 256 colours of xterm from 16 on: a cube of six steps, then greys. */
function paletteColour(index: number): [number, number, number] {
  if (index >= 232) return [8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10];
  const step = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  const place = index - 16;
  return [step(Math.floor(place / 36)), step(Math.floor(place / 6) % 6), step(place % 6)];
}

function nearest(red: number, green: number, blue: number): Hue | undefined {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range < 48) return most > 64 && most < 192 ? 'grey' : undefined;
  const turn = most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  return wheel[(Math.round(turn) + 6) % 6];
}
