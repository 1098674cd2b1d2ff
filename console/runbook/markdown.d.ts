declare module '*.md' {
  export const sections: readonly import('./outline.ts').Section[];
}
