import { type ReactNode, useEffect, useRef, useState } from 'react';

interface WhenWideProps {
  /** Pixels below which nothing is drawn. */
  readonly least: number;
  /** Kept free meanwhile, pixels. */
  readonly height: number;
  readonly children: ReactNode;
}

/** While a page is laid out, a chart's place may have no width yet: its bars would be narrower than nothing, which browsers refuse. */
export function WhenWide({ least, height, children }: WhenWideProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new ResizeObserver(([entry]) =>
      setWide((entry?.contentRect.width ?? 0) >= least),
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [least]);

  return (
    <div ref={place} style={{ minHeight: height }}>
      {isWide && children}
    </div>
  );
}
