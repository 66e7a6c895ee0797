import { SearchOutlined } from '@ant-design/icons';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useCommands, usePerform } from '../commands/command-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { KeyCap } from '../desk/work-button.tsx';
import { useTexts } from '../locale/texts.ts';
import {
  type EntryKind,
  findEntries,
  firstOfEachKind,
  type PaletteEntry,
  paletteEntries,
} from './palette-entries.ts';
import './palette.css';

/** Entries of one kind that are shown at once. */
const mostOfAKind = 12;

/** Everything that is possible now, found by a few characters. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTexts();
  const { snapshot } = useCommands();
  const perform = usePerform();
  const [typed, setTyped] = useState('');
  const [pointedAt, setPointedAt] = useState<string>();
  const id = useId();
  const entries = useMemo(() => paletteEntries(snapshot, t), [snapshot, t]);
  const found = useMemo(() => findEntries(entries, typed), [entries, typed]);
  const shown = useMemo(() => firstOfEachKind(found, mostOfAKind), [found]);
  const active = shown.find(({ name }) => name === pointedAt) ?? shown[0];
  const idOf = (entry: PaletteEntry): string => `${id}-${shown.indexOf(entry)}`;
  const hidden = found.length - shown.length;
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another active entry is what has to come into view
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function choose(entry: PaletteEntry): void {
    onClose();
    perform(entry.name, entry.deed);
  }

  function press(event: KeyboardEvent): void {
    // An input method that composes has these keys to itself.
    if (event.nativeEvent.isComposing || active === undefined) return;
    const at = shown.indexOf(active);
    const next = { ArrowDown: shown[at + 1] ?? shown[0], ArrowUp: shown.at(at - 1) }[event.key];
    if (next !== undefined) setPointedAt(next.name);
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  }

  return (
    <ModalLayer className="palette" label={t('action.open-palette')} onCancel={onClose}>
      <div className="palette-search">
        <SearchOutlined />
        <input
          data-testid="palette-search"
          role="combobox"
          aria-expanded={true}
          aria-controls={id}
          aria-activedescendant={active === undefined ? undefined : idOf(active)}
          aria-autocomplete="list"
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setPointedAt(undefined);
          }}
          onKeyDown={press}
        />
        <KeyCap>Esc</KeyCap>
      </div>
      <div
        ref={list}
        id={id}
        className="palette-entries"
        role="listbox"
        aria-label={t('action.open-palette')}
      >
        {groupsOf(shown).map(([kind, members]) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
          <div key={kind} role="group" aria-labelledby={`${id}-${kind}`}>
            <p id={`${id}-${kind}`} className="palette-group" role="presentation">
              {t(`palette.${kind}`)}
            </p>
            {members.map((entry) => (
              <Entry
                key={entry.name}
                id={idOf(entry)}
                entry={entry}
                isActive={entry === active}
                onChoose={() => choose(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className="palette-rest" role="status">
        {found.length === 0 ? t('palette.nothing-found') : null}
        {hidden > 0 ? t('palette.more', { number: hidden }) : null}
      </p>
    </ModalLayer>
  );
}

interface EntryProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

function Entry({ id, entry, isActive, onChoose }: EntryProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus
    <div
      id={id}
      className="palette-entry"
      data-testid="palette-entry"
      data-name={entry.name}
      role="option"
      aria-selected={isActive}
      onClick={onChoose}
    >
      <span className="palette-entry-text">{entry.text}</span>
      {entry.detail === undefined ? null : (
        <span className="palette-entry-detail tabular-figures">{entry.detail}</span>
      )}
      {entry.key === undefined ? null : <KeyCap>{entry.key}</KeyCap>}
    </div>
  );
}

/** Entries of one kind already stand together. */
function groupsOf(
  entries: readonly PaletteEntry[],
): readonly (readonly [EntryKind, readonly PaletteEntry[]])[] {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  return kinds.map((kind) => [kind, entries.filter((entry) => entry.kind === kind)]);
}
