import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useFollow } from './link.tsx';

/** A button that leads to a page of this app. */
export function ButtonLink(props: ButtonProps & { readonly href: string }) {
  const follow = useFollow();
  return <Button {...props} onFollow={follow} />;
}
