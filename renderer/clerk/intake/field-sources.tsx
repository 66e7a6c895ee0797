import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { FormField } from '../../../src/domain/form.ts';
import type { Provenance, SourcedValue } from '../../../src/domain/sourced-value.ts';
import { hallTime } from '../../../src/support/clock.ts';
import { useTexts } from '../locale/texts.ts';
import { codeSetOf, useFieldText } from './field-text.ts';
import './field-sources.css';

interface FieldSourcesProps {
  readonly item: ClerkCase['item'];
  /** The field that has or last had the focus. */
  readonly field: FormField | undefined;
}

/** Where the value of the focused field comes from, what it replaced, and what else sources say. */
export function FieldSources({ item, field }: FieldSourcesProps) {
  const { t } = useTexts();
  const { valueText } = useFieldText();
  return (
    <section className="field-sources" data-testid="field-sources" aria-live="polite">
      <h2>{field === undefined ? t('sources.heading') : t('sources.of', { field: field.name })}</h2>
      {field === undefined ? <p>{t('sources.none-focused')}</p> : <ol>{entries(field)}</ol>}
    </section>
  );

  function entries({ key, current, original, conflict }: FormField) {
    const codeSet = codeSetOf(item, key);
    const replaced = original !== undefined && original.value !== current?.value;
    const said: readonly (readonly [string, SourcedValue])[] = [
      ...(current === undefined || current.value === ''
        ? []
        : [[t('sources.current'), current] as const]),
      ...(replaced ? [[t('sources.original'), original] as const] : []),
      ...(conflict?.claims ?? [])
        .filter(({ value }) => value !== current?.value && !(replaced && value === original.value))
        .map((claim) => [t('sources.claim'), claim] as const),
    ];
    if (said.length === 0) return <li>{t('sources.empty')}</li>;
    return said.map(([label, { value, provenance }]) => (
      <li key={`${label} ${value}`}>
        <span className="field-sources-label">{label}</span>
        <span>{valueText(value, codeSet)}</span>
        <SourceDetail item={item} provenance={provenance} />
      </li>
    ));
  }
}

interface SourceDetailProps {
  readonly item: ClerkCase['item'];
  readonly provenance: Provenance;
}

function SourceDetail({ item, provenance }: SourceDetailProps) {
  const { t } = useTexts();
  const { sourceText } = useFieldText();
  const details = [sourceText(provenance)];
  if (provenance.kind === 'licence') {
    const fields = item?.licences.flatMap((licence) => licence.fields) ?? [];
    const { field, licenceCode } = provenance;
    details.push(fields.find(({ key }) => key === field)?.name ?? field);
    details.push(t('sources.licence-code', { code: licenceCode }));
  }
  if (provenance.kind !== 'typed' && provenance.recordedOn !== undefined) {
    details.push(t('sources.recorded-on', { date: provenance.recordedOn }));
  }
  details.push(hallTime(provenance.at));
  return <span className="field-sources-detail tabular-figures">{details.join(' · ')}</span>;
}
