import { marked, type Token, type Tokens } from 'marked';

/** What a piece of Markdown is shown as: a text, or one of few kinds of elements. No HTML, whatever the document says. */
export type Piece = string | { readonly tag: Tag; readonly within: readonly Piece[] };
export type Tag =
  | ('p' | 'ol' | 'ul' | 'li' | 'pre' | 'code' | 'strong')
  | ('table' | 'thead' | 'tbody' | 'tr' | 'th' | 'td');

/** A heading with what stands below it. */
export interface Section {
  readonly title: string;
  /** 1 is the document's own. */
  readonly depth: number;
  /** By which a link leads here: the rules that it is about, or its title in such letters as addresses have. */
  readonly anchors: readonly string[];
  readonly pieces: readonly Piece[];
}

/** A document of Markdown by its headings. Links are shown as what they say: they lead to other files of the repository. */
export function outline(markdown: string): Section[] {
  const sections: { title: string; depth: number; anchors: string[]; pieces: Piece[] }[] = [];
  for (const token of marked.lexer(markdown)) {
    if (isHeading(token))
      sections.push({ ...anchored(token.text), depth: token.depth, pieces: [] });
    else sections.at(-1)?.pieces.push(...piecesOf(token));
  }

  return sections;
}

/** A heading may name several rules, with a dot between them. */
function anchored(title: string): { title: string; anchors: string[] } {
  const anchors = title.split(' · ').map((part) =>
    part
      .toLowerCase()
      .replaceAll(/[^\w]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
  );

  return { title, anchors };
}

/** @throws Error for what a runbook has not had yet, so that nothing of it is lost unseen */
function piecesOf(token: Token): Piece[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'code':
      return [element('pre', [text(token)])];
    case 'codespan':
      return [element('code', [text(token)])];
    case 'escape':
      return [text(token)];
    case 'text':
      return token.tokens ? within(token) : [text(token)];
    case 'paragraph':
      return [element('p', within(token))];
    case 'strong':
      return [element('strong', within(token))];
    case 'link':
      return within(token);
    case 'list':
      return isList(token)
        ? [
            element(
              token.ordered ? 'ol' : 'ul',
              token.items.map((item) => element('li', within(item))),
            ),
          ]
        : [];
    case 'table':
      return isTable(token) ? [tableOf(token)] : [];
    default:
      throw new Error(`a runbook with ${token.type}: ${token.raw}`);
  }
}

function tableOf({ header, rows }: Tokens.Table): Piece {
  const row = (tag: 'th' | 'td', cells: readonly Tokens.TableCell[]) =>
    element(
      'tr',
      cells.map((cell) => element(tag, cell.tokens.flatMap(piecesOf))),
    );

  return element('table', [
    element('thead', [row('th', header)]),
    element(
      'tbody',
      rows.map((cells) => row('td', cells)),
    ),
  ]);
}

const element = (tag: Tag, pieces: readonly Piece[]): Piece => ({ tag, within: pieces });
const within = ({ tokens = [] }: { readonly tokens?: Token[] }) => tokens.flatMap(piecesOf);
const text = (token: Token): string => ('text' in token ? String(token.text) : token.raw);
const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';
const isList = (token: Token): token is Tokens.List => token.type === 'list';
const isTable = (token: Token): token is Tokens.Table => token.type === 'table';
