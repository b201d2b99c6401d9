import type { VNode } from 'preact';

/** A share of a whole as a bar; the number stands beside it. */
export function Bar({ share }: { share: number }): VNode {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return (
    <svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="meter-ground" width="100" height="8" />
      <rect class="meter-value" width={width} height="8" />
    </svg>
  );
}
