import { useEffect } from 'react';
import { useAppState, useSetting } from '../state/AppState.tsx';

const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const lookEveryMs = 5_000;

/** Locks the library when nobody touched the window for as long as the setting says. */
export function useIdleLock(): void {
  const { session } = useAppState();
  const minutes = useSetting((settings) => settings.lockAfterMinutes);
  useEffect(() => {
    if (minutes === 0) return undefined;
    let lastMs = performance.now();
    const touch = (): void => {
      lastMs = performance.now();
    };
    for (const sign of signsOfLife) window.addEventListener(sign, touch, { passive: true });
    const timer = setInterval(() => {
      if (performance.now() - lastMs < minutes * 60_000) return;
      lastMs = performance.now();
      void session.lock();
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
      for (const sign of signsOfLife) window.removeEventListener(sign, touch);
    };
  }, [minutes, session]);
}
