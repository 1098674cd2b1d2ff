import { colorBackgroundLayoutMain, colorTextBodyDefault } from '@cloudscape-design/design-tokens';

/** The page behind the components, which follow the theme by themselves. */
export function colourPage(): void {
  Object.assign(document.body.style, {
    background: colorBackgroundLayoutMain,
    color: colorTextBodyDefault,
  });
}
