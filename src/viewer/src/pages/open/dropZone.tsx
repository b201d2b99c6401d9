import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/icon';

interface DropZoneProps {
  onFiles(files: readonly File[]): void;
  /** Why nothing, or not all of it, was opened. */
  refused: string;
  /** Something is open: the zone is one line. */
  compact: boolean;
  children: ComponentChildren;
}

/** The whole page takes files; buttons do the same for who has no mouse. */
export function DropZone({ onFiles, refused, compact, children }: DropZoneProps): VNode {
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const handed = useRef(onFiles);
  handed.current = onFiles;

  useEffect(() => {
    const drag = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
    };
    const drop = (event: DragEvent): void => {
      const files = event.dataTransfer?.files;
      if (!files || files.length === 0) return;
      event.preventDefault();
      setOver(false);
      handed.current([...files]);
    };
    const paste = (event: ClipboardEvent): void => {
      if (event.target instanceof Element && event.target.matches('input, textarea')) return;
      const files = event.clipboardData?.files;
      const text = event.clipboardData?.getData('text') ?? '';
      if (files && files.length > 0) handed.current([...files]);
      else if (text.trim() !== '') handed.current([fileOf(text)]);
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', drag);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', drag);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, []);

  const Place = compact ? 'div' : 'main';
  return (
    <Place class={`open-page${over ? ' drop-over' : ''}`}>
      <section class={compact ? 'drop drop-compact' : 'drop'} aria-label="Open a trace">
        {!compact && <h1>Open a trace of your own</h1>}
        {!compact && <p>Drop a <code>.jsonl</code> file on this page: a session or a recorded stream of Claude Code, Codex, OpenCode, Gemini CLI, Qwen Code or another agent, or a trace downloaded here.</p>}
        <p class="drop-private"><Icon name="shield" />Read in this browser; nothing is uploaded.</p>
        <div class="drop-buttons">
          <button type="button" class={compact ? 'button' : 'button button-main'} onClick={() => { picker.current?.click(); }}><Icon name="file" />{compact ? 'Open another' : 'Choose files'}</button>
          <button type="button" class="button" aria-expanded={pasting} onClick={() => { setPasting(!pasting); }}><Icon name="copy" />Paste text</button>
          <input
            ref={picker} type="file" multiple hidden aria-label="Trace files" accept=".jsonl,.ndjson,.json,.log,.txt,application/json,application/x-ndjson,text/plain"
            onChange={event => {
              onFiles([...event.currentTarget.files ?? []]);
              event.currentTarget.value = '';
            }}
          />
        </div>
        {pasting && <Paste onText={text => {
          setPasting(false);
          onFiles([fileOf(text)]);
        }} />}
        {refused && <p class="reason ground-warn" role="alert"><Icon name="warning" />{refused}</p>}
      </section>
      {children}
    </Place>
  );
}

function Paste({ onText }: { onText(text: string): void }): VNode {
  const place = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { place.current?.focus(); }, []);
  return (
    <form class="paste" onSubmit={event => {
      event.preventDefault();
      const text = place.current?.value ?? '';
      if (text.trim() !== '') onText(text);
    }}>
      <textarea ref={place} rows={6} aria-label="Lines of a trace" placeholder="Paste lines of JSON here" spellcheck={false} autocomplete="off" />
      <button type="submit" class="button button-main">Open it</button>
    </form>
  );
}

function fileOf(text: string): File {
  return new File([text], 'pasted.jsonl', { type: 'application/x-ndjson' });
}
