import { TRANSFORM_GROUPS } from '../../../src/importers/mapping/transforms.js';

/** The reference of all transforms, as in docs/import-transforms.md. */
export function transformReference(): string {
  const lines = [
    '# Transforms of import mappings',
    '',
    'Written from the code: `UPDATE_REFERENCE=1 npx vitest run tests/importers/mapping/transforms.test.ts`. How they are used:',
    '[importing.md](importing.md). Every example is a test. A missing value goes through every transform unchanged; of a list',
    'each member is changed, unless the transform is one of lists.',
  ];
  for (const { title, transforms } of TRANSFORM_GROUPS) {
    lines.push('', `## ${title}`);
    for (const { name, description, examples } of transforms) {
      lines.push('', `### ${name}`, '', description, '', '| transform | from | to |', '| --- | --- | --- |');
      for (const { parameter, input, output } of examples) {
        const use = parameter === undefined ? `"${name}"` : JSON.stringify({ [name]: parameter });
        lines.push(`| ${[use, JSON.stringify(input), JSON.stringify(output)].map(code).join(' | ')} |`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
