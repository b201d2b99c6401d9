/**
 * Copies a text, also one that has to be fetched first. A browser lets a page copy only as long as it remembers the tap that
 * asked for it: one that takes a promise is given the promise, so that it does not have to remember.
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  try {
    if (typeof ClipboardItem !== 'undefined' && navigator.clipboard?.write) {
      const blob = Promise.resolve(text).then(whole => new Blob([whole], { type: 'text/plain' }));
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
      return true;
    }
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(await text);
      return true;
    }
  } catch {
    // Refused, for example because the page lost its focus: the old way may be allowed.
  }
  return copyTheOldWay(await text);
}

/** Pages that are not served over https have no clipboard of their own. */
function copyTheOldWay(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.className = 'unseen';
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
