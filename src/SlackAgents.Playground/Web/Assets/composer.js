// The field one writes in: sends, edits, and attaches a file.
const MAX_FILE = 10 * 1024 * 1024;

export function composer(form, { send, thread, menu, file }) {
  const field = form.querySelector('textarea');
  const [more, cancel, submit] = [form.querySelector('.round'), form.querySelector('.cancel'), form.querySelector('.send')];
  const label = submit.textContent;
  let editing = null;

  const edit = message => {
    editing = message;
    field.value = message ? plain(message.text) : '';
    submit.textContent = message ? 'Save' : label;
    cancel.hidden = !message;
    more.hidden = Boolean(message);
    field.focus();
  };

  form.addEventListener('submit', async event => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    if (editing) {
      const { ts } = editing;
      edit(null);
      await send('edit', { ts, text });
      return;
    }
    field.value = '';
    if (!await send('post', { text, threadTs: thread() })) field.value = text;
  });
  field.addEventListener('keydown', event => {
    if (event.key === 'Escape' && editing) { event.stopPropagation(); edit(null); }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  cancel.addEventListener('click', () => edit(null));
  more.addEventListener('click', () => menu(more, [['Attach a file…', () => {
    file.onchange = async () => {
      const [chosen] = file.files;
      file.value = '';
      if (!chosen) return;
      const content = chosen.size <= MAX_FILE ? await base64(chosen) : '';
      const text = field.value.trim();
      if (await send('attach', { name: chosen.name, content, text, threadTs: thread() })) field.value = '';
    };
    file.click();
  }]]));
  return { edit };
}

// What is sent is marked up; what one edits is not.
const plain = text => text.replace(/<@(\w+)>/g, '<@$1>').replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const base64 = blob => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.split(',')[1] ?? '');
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
});
