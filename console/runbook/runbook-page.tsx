import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { sections } from '../../docs/operations.md';
import { Link } from '../common/link.tsx';
import { Page } from '../common/page.tsx';
import { alertRules, alertTitle } from '../common/words/alert-words.ts';
import type { Section } from './outline.ts';
import { Pieces } from './pieces.tsx';
import './runbook.css';

/** What each alert means, how to look and what to do: docs/operations.md. A rule's name after # leads to its part. */
export function Component() {
  const { hash, key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: by `key`, who follows the same link again is led there again
  useEffect(() => {
    const heading = document.getElementById(hash.slice(1));
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [hash, key]);

  return (
    <Page
      title="Runbook"
      description="What each alert means, and what to do about it. Commands are for the terminal of whoever runs the system."
    >
      <Container>
        <div className="runbook">
          {sections.map((section) => (
            <Part key={section.anchors[0]} section={section} />
          ))}
        </div>
      </Container>
    </Page>
  );
}

function Part({ section: { title, depth, anchors, pieces } }: { readonly section: Section }) {
  if (depth === 1) return <Pieces pieces={pieces} />;
  const Heading = depth === 2 ? 'h2' : 'h3';
  const rules = alertRules.filter((rule) => anchors.includes(rule));

  return (
    <>
      <Heading id={anchors[0]} tabIndex={-1}>
        {rules.length === 0 ? title : rules.map((rule) => alertTitle(rule)).join(' · ')}
        {anchors.slice(1).map((anchor) => (
          <span key={anchor} id={anchor} tabIndex={-1} />
        ))}
      </Heading>
      {rules.map((rule) => (
        <Box key={rule} color="text-body-secondary">
          <code>{rule}</code>{' '}
          <Link
            href={`/alerts?rule=${rule}`}
            ariaLabel={`Open alerts of this kind: ${alertTitle(rule)}`}
          >
            Open alerts of this kind
          </Link>
        </Box>
      ))}
      <Pieces pieces={pieces} />
    </>
  );
}
