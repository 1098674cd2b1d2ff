import { useEffect, useState } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const place = 'theme';
const system = () => window.matchMedia('(prefers-color-scheme: dark)');

/** As the reader's system has it, unless the reader has chosen. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(readTheme);

  useEffect(() => {
    const show = () => {
      const isDark = theme === 'dark' || (theme === 'system' && system().matches);
      document.body.classList.toggle('awsui-dark-mode', isDark);
    };
    show();
    localStorage.setItem(place, theme);
    const query = system();
    query.addEventListener('change', show);
    return () => query.removeEventListener('change', show);
  }, [theme]);

  return [theme, setTheme];
}

function readTheme(): Theme {
  const kept = localStorage.getItem(place);
  return themes.find((theme) => theme === kept) ?? 'system';
}
