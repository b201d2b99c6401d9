import type { VNode } from 'preact';

/** A thin bar: how much of a limit is used up. What it says stands beside it in words. */
export function Meter({ value, limit, label }: { value: number; limit: number; label: string }): VNode | null {
  if (!(limit > 0)) return null;
  const part = Math.max(0, Math.min(1, value / limit));
  const tone = part >= 0.9 ? 'bad' : part >= 0.7 ? 'warn' : 'accent';
  return (
    <svg class={`meter tone-${tone}`} viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label={`${label}: ${Math.round(part * 100)} % used`}>
      <rect class="meter-ground" width="100" height="4" />
      <rect class="meter-value" width={100 * part} height="4" />
    </svg>
  );
}
