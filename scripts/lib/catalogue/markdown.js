/** A Markdown table: the heads of its columns, then the cells of each row; a bar in a cell does not end it. */
export function table(heads, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export function code(text) {
  return `\`${text}\``;
}

/** A list of names, as code. */
export function codes(names) {
  return names.map(code).join(', ');
}

/** A page: what is in it, and that nobody writes it by hand. */
export function page(title, ...parts) {
  const note = '<!-- Written by `npm run docs:catalogue` from the declarations; edit those. -->';
  return `${[`# ${title}`, note, ...parts].join('\n\n')}\n`;
}
