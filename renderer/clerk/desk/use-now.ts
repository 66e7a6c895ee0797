import { useEffect, useState } from 'react';

/** The wall-clock moment in milliseconds, renewed at every full second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer = 0;
    const tick = (): void => {
      const current = Date.now();
      setNow(current);
      timer = window.setTimeout(tick, 1000 - (current % 1000));
    };
    tick();
    return () => window.clearTimeout(timer);
  }, []);
  return now;
}
