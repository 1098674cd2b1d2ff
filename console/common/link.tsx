import CloudscapeLink, { type LinkProps } from '@cloudscape-design/components/link';
import { useNavigate } from 'react-router';

interface Followed {
  readonly detail: { readonly href?: string | undefined; readonly external?: boolean | undefined };
  preventDefault(): void;
}

/** Follows a link within this app without loading it anew. New tabs, by a modifier key, are the browser's. */
export function useFollow(): (event: Followed) => void {
  const navigate = useNavigate();
  return (event) => {
    const { href, external } = event.detail;
    if (href === undefined || external || !isOurs(href)) return;
    event.preventDefault();
    void navigate(href);
  };
}

/** A link to a page of this app, or elsewhere. */
export function Link(props: LinkProps) {
  const follow = useFollow();
  return <CloudscapeLink {...props} onFollow={follow} />;
}

/** The API and its reference are at this origin too, and no pages of this app. */
const isOurs = (href: string) => href.startsWith('/') && !/^\/(api|docs)(\/|\?|$)/.test(href);
