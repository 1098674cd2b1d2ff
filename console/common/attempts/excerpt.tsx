import Box from '@cloudscape-design/components/box';

/** The beginning of a request or an answer, set out to be read where it is whole. */
export function Excerpt({ title, text }: { readonly title: string; readonly text: string | null }) {
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      {text === null || text === '' ? (
        <Box color="text-status-inactive">Nothing</Box>
      ) : (
        <Box variant="code" display="block">
          <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{setOut(text)}</span>
        </Box>
      )}
    </div>
  );
}

/** Excerpts are cut: then it is shown as it is. */
function setOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
