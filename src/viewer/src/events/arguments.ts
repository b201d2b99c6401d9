/** JSON, also of which the end is missing: texts that are not ended are ended, what is not begun is left out. */
export function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return mended(text);
  }
}

function mended(text: string): unknown {
  const closers: string[] = [];
  let inText = false;
  // Where the text can be cut so that all before it is whole, and what closes it there.
  let safe = 0;
  let safeClosers = '';
  // Where the text ends, without half an escape.
  let end = text.length;
  const mark = (place: number): void => {
    safe = place;
    safeClosers = [...closers].reverse().join('');
  };
  for (let at = 0; at < text.length && closers.length < 200; at++) {
    const character = text.charAt(at);
    if (inText) {
      if (character === '\\') {
        const length = text.charAt(at + 1) === 'u' ? 6 : 2;
        if (at + length > text.length) end = at;
        at += length - 1;
      } else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      closers.push(character === '{' ? '}' : ']');
      mark(at + 1);
    } else if (character === '}' || character === ']') {
      if (closers.pop() !== character) return undefined;
      mark(at + 1);
    } else if (character === ',') mark(at);
  }
  const closing = [...closers].reverse().join('');
  return attempt(inText ? `${text.slice(0, end)}"${closing}` : text + closing) ?? attempt(text.slice(0, safe) + safeClosers);
}

function attempt(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
