import type { ComponentChildren, VNode } from 'preact';
import { cleanLine } from '../text/clean';
import { duration } from '../ui/format';
import { Icon, type IconName } from '../ui/icon';

export type Tone = 'bad' | 'warn' | 'good' | 'quiet' | 'accent';

interface HeadProps {
  icon: IconName;
  tone?: Tone | undefined;
  /** Undefined for what has no more to show than its line. */
  open?: boolean | undefined;
  onToggle?: ((open: boolean) => void) | undefined;
  children: ComponentChildren;
}

/** The one line of an item; a button where there is more to see. */
export function Head({ icon, tone, open, onToggle, children }: HeadProps): VNode {
  const inner = <><Icon name={icon} /><span class="item-words">{children}</span></>;
  return (
    <div class={`item-head${tone ? ` tone-${tone}` : ''}`}>
      {open === undefined || !onToggle ? inner : (
        <button type="button" class="item-toggle" aria-expanded={open} onClick={() => { onToggle(!open); }}>
          {inner}<span class="fold"><Icon name={open ? 'open' : 'right'} /></span>
        </button>
      )}
    </div>
  );
}

/** A word or two about how it went. */
export function Chip({ tone, children }: { tone?: Tone | undefined; children: ComponentChildren }): VNode {
  return <span class={tone ? `item-chip tone-${tone}` : 'chip'}>{children}</span>;
}

export function Took({ milliseconds }: { milliseconds: unknown }): VNode | null {
  return typeof milliseconds === 'number' && Number.isFinite(milliseconds) && milliseconds >= 0 ? <Chip tone="quiet">{duration(milliseconds)}</Chip> : null;
}

/** A name, a path, a command: foreign text in one line, kept from reordering what is around it. */
export function Term({ text, length = 200 }: { text: string; length?: number }): VNode | null {
  const shown = cleanLine(text, length);
  return shown === '' ? null : <code class="term-line"><bdi>{shown}</bdi></code>;
}

/** Words of somebody else in one line. */
export function Words({ text, length = 300 }: { text: unknown; length?: number }): VNode | null {
  const shown = typeof text === 'string' ? cleanLine(text, length) : '';
  return shown === '' ? null : <bdi>{shown}</bdi>;
}
