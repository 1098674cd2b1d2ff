import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { type ReactNode, useEffect } from 'react';
import { useFollow } from './link.tsx';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** The pages above this one, the highest first. @default none */
  readonly above?: readonly { readonly text: string; readonly href: string }[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page: its title, where it is, and what can be done there. */
export function Page({ title, description, above = [], actions, children }: PageProps) {
  const follow = useFollow();
  useEffect(() => {
    document.title = `${title} · tvl-channels`;
  }, [title]);

  return (
    <ContentLayout
      breadcrumbs={
        above.length > 0 && (
          <BreadcrumbGroup items={[...above, { text: title, href: '' }]} onFollow={follow} />
        )
      }
      header={
        <Header variant="h1" description={description} actions={actions}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
