import TextFilter from '@cloudscape-design/components/text-filter';
import { useEffect, useState } from 'react';

interface FindTextProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly placeholder: string;
  /** What is found, for who does not see the page. */
  readonly label: string;
  /** How many there are, once something is looked for. */
  readonly count?: string;
}

/** The words that a list is narrowed down by. They are seen as they are typed; the list follows when it can. */
export function FindText({ text, onChange, placeholder, label, count = '' }: FindTextProps) {
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (typed === text) setTyped(undefined);
  }, [typed, text]);

  return (
    <TextFilter
      filteringText={typed ?? text}
      onChange={({ detail }) => {
        setTyped(detail.filteringText);
        onChange(detail.filteringText);
      }}
      filteringPlaceholder={placeholder}
      filteringAriaLabel={label}
      filteringClearAriaLabel="Clear"
      countText={count}
    />
  );
}
