import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import { useState } from 'react';
import './picture.css';

interface PictureProps {
  readonly url: string | null;
  /** What it shows; empty beside a text that says so. */
  readonly alt: string;
  /** @default small: beside a line of text */
  readonly size?: 'small' | 'large';
}

/** A picture of a unit, or in its place why there is none to see. It takes the same room before it is loaded. */
export function Picture({ url, alt, size = 'small' }: PictureProps) {
  const [broken, setBroken] = useState<string>();
  const lack = lackOf(url, broken);

  return (
    <div className={`picture picture-${size}`}>
      {url !== null && lack === undefined ? (
        <img src={url} alt={alt} loading="lazy" onError={() => setBroken(url)} />
      ) : (
        <span title={lack}>
          <Icon name={url === null ? 'file' : 'status-warning'} alt={lack} />
          {size === 'large' && (
            <Box fontSize="body-s" color="inherit">
              {lack}
            </Box>
          )}
        </span>
      )}
    </div>
  );
}

function lackOf(url: string | null, broken: string | undefined): string | undefined {
  if (url === null) return 'No picture';
  // This page shows pictures of secure addresses only.
  if (!url.startsWith('https://')) return 'Not an https address: not shown here';
  return url === broken ? 'The picture cannot be loaded' : undefined;
}
