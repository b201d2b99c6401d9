import type { VNode } from 'preact';

// Lines on a grid of 16 by 16, drawn in the colour of the text beside them.
const paths = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.5 14.5 13.5H1.5ZM8 6.5v3M8 11.6v.1',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.5V8l2.5 1.5',
  stop: 'M4 4h8v8H4Z',
  play: 'M5 3.5v9l7-4.5Z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  up: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  down: 'M8 3v10M3.5 8.5 8 13l4.5-4.5',
  first: 'M3.5 2.5h9M8 14V5M4 9l4-4 4 4',
  last: 'M3.5 13.5h9M8 2v9M4 7l4 4 4-4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.4 10.4 14 14',
  more: 'M3 8h.1M8 8h.1M13 8h.1',
  link: 'M6.5 9.5l3-3M7 5l1.6-1.6a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.6 1.6a2.8 2.8 0 0 1-4-4L5 7',
  copy: 'M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3',
  right: 'M6 3.5 10.5 8 6 12.5',
  open: 'M3.5 6 8 10.5 12.5 6',
  help: 'M5.8 5.8A2.3 2.3 0 1 1 9 8.1c-.7.4-1 .8-1 1.6M8 12.4v.1',
  download: 'M8 2v8M4.5 6.8 8 10.3l3.5-3.5M2.5 13.5h11',
  external: 'M9 2.5h4.5V7M13.5 2.5 7.5 8.5M6.5 3.5h-3v9h9v-3',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Z',
  terminal: 'M2.5 3.5 6.5 8l-4 4.5M8 12.5h5.5',
  pencil: 'M11 2.5 13.5 5 5.5 13H3v-2.5ZM9.5 4 12 6.5',
  chat: 'M2.5 3h11v8H7l-3 2.5V11H2.5Z',
  globe: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM2 8h12M8 1.8c2 1.7 2.7 3.8 2.7 6.2S10 12.5 8 14.2C6 12.5 5.3 10.4 5.3 8S6 3.5 8 1.8Z',
  branch: 'M4.5 5.5v5M4.5 2a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5ZM4.5 10.5a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5ZM11.5 2.5a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5ZM11.5 6c0 3-4 2.5-6.5 4.8',
  list: 'M6 4h8M6 8h8M6 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1',
  file: 'M4 1.8h5L12.5 5.3V14.2H4ZM9 1.8v3.5h3.5',
  door: 'M3.5 14V2h7v12M2 14h12M8.3 8v.1M13 6l1.8 2L13 10',
  bulb: 'M6 13.5h4M8 2a4 4 0 0 0-2.3 7.3c.5.4.8 1 .8 1.7h3c0-.7.3-1.3.8-1.7A4 4 0 0 0 8 2Z',
  wrench: 'M13.5 4.5a3.5 3.5 0 0 1-4.7 4.2L4.5 13 3 11.5l4.3-4.3A3.5 3.5 0 0 1 11.5 2.5L9.5 4.5l2 2Z',
  shield: 'M8 1.8 13 3.7v4c0 3-2 5.2-5 6.5-3-1.3-5-3.5-5-6.5v-4Z',
  flag: 'M3.5 14.5V2.5h8.5L10 5.5l2 3H3.5',
  hand: 'M4.5 8V4.5M4.5 8.5c0-.6 0-5.5 0-5.5M7 7.5V2.5M9.5 7.5V3M12 8.5V4.5M12 8v2.5c0 2-1.5 4-4 4-2 0-3-1-4-3L2.5 8.5l1.2-.5L5 10V3.8',
  sliders: 'M2.5 4.5h6M12 4.5h1.5M10.25 2.75v3.5M2.5 11.5H4M7.5 11.5h6M5.75 9.75v3.5',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: the word beside it, or the label of its button, says the same. */
export function Icon({ name }: { name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
