import { render } from 'preact';
import { App } from './app';
import { readBoot } from './boot';

/** Puts the app into the page. What the host wrote there for readers without JavaScript goes. */
export function start(): void {
  const place = document.getElementById('app');
  if (!place) return;
  place.replaceChildren();
  render(<App boot={readBoot()} />, place);
}
