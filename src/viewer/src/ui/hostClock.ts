import { useEffect, useState } from 'preact/hooks';

/** How far this device's clock is behind the host's, in milliseconds, by a time that the host has just told. */
export function clockOffset(hostNow: string, here: number = Date.now()): number {
  const there = Date.parse(hostNow);
  return Number.isFinite(there) ? there - here : 0;
}

/** The host's time, told anew each second while somebody looks; stands still when nothing ticks any more. */
export function useHostNow(hostNow: string, ticking: boolean): number {
  const [base, setBase] = useState(() => ({ told: hostNow, offset: clockOffset(hostNow) }));
  const [now, setNow] = useState(() => Date.now());
  if (base.told !== hostNow) setBase({ told: hostNow, offset: clockOffset(hostNow) });
  useEffect(() => {
    if (!ticking) return undefined;
    const tick = (): void => { if (!document.hidden) setNow(Date.now()); };
    const timer = setInterval(tick, 1_000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [ticking]);
  return ticking ? now + base.offset : Date.parse(hostNow);
}
