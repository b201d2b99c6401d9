import './styles';
import { h, render } from 'preact';
import { readBoot } from './boot';
import { RunPage } from './pages/run/runPage';
import { embeddedLines } from './sources/embeddedLines';
import { EmbeddedSource } from './sources/embeddedSource';

// An exported page: everything that is shown is in the file itself, and nothing is asked for elsewhere.
const place = document.getElementById('app');
if (place) {
  const source = new EmbeddedSource(embeddedLines(), readBoot()?.run?.head ?? null);
  place.replaceChildren();
  render(h(RunPage, { source, links: {} }), place);
}
