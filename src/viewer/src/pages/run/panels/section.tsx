import type { ComponentChildren, VNode } from 'preact';

export function Section({ title, aside, children }: { title: string; aside?: ComponentChildren; children: ComponentChildren }): VNode {
  return (
    <section class="section">
      <div class="section-head"><h2>{title}</h2>{aside && <span class="section-aside">{aside}</span>}</div>
      {children}
    </section>
  );
}
