import { useEffect, useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeNames: Readonly<Record<Theme, string>> = {
  system: 'As the system has it',
  light: 'Light',
  dark: 'Dark',
};

const place = 'theme';
const system = () => window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen = readTheme();

/** As the reader's system has it, unless the reader has chosen: one choice for all that show it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, () => chosen), choose];
}

/** Keeps the page in the colours of the choice. Once, by the frame of all pages. */
export function useShownTheme(): void {
  const [theme] = useTheme();
  useEffect(() => {
    const show = () => {
      const isDark = theme === 'dark' || (theme === 'system' && system().matches);
      document.body.classList.toggle('awsui-dark-mode', isDark);
    };
    show();
    const query = system();
    query.addEventListener('change', show);
    return () => query.removeEventListener('change', show);
  }, [theme]);
}

function choose(theme: Theme): void {
  chosen = theme;
  localStorage.setItem(place, theme);
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function readTheme(): Theme {
  const kept = localStorage.getItem(place);
  return themes.find((theme) => theme === kept) ?? 'system';
}
