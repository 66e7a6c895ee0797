import { useEffect, useState } from 'react';

/** The cameras that are attached now, as the system calls them. */
export function useCameraNames(): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    const { mediaDevices } = navigator;
    let isWanted = true;
    const look = async (): Promise<void> => {
      const all = await mediaDevices.enumerateDevices();
      const found = all.filter(({ kind, label }) => kind === 'videoinput' && label !== '');
      if (isWanted) setNames([...new Set(found.map(({ label }) => label))]);
    };
    const lookAgain = (): void => void look();
    lookAgain();
    mediaDevices.addEventListener('devicechange', lookAgain);
    return () => {
      isWanted = false;
      mediaDevices.removeEventListener('devicechange', lookAgain);
    };
  }, []);
  return names;
}
