import type { ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { DeviceSnapshot } from '../../../src/contracts/device-snapshot.ts';
import { useFailureText } from '../failures/use-failure-text.ts';
import { useTexts } from '../locale/texts.ts';
import { StateInWords, type Tone } from './state-in-words.tsx';

const readerTones: Readonly<Record<DeviceSnapshot['reader']['state'], Tone>> = {
  'not-configured': 'trouble',
  connecting: 'trouble',
  ready: 'good',
  reading: 'waiting',
  'card-lies': 'waiting',
};

// A counter without a scanner is set up so; a counter without a reader or a printer cannot do its work.
const scannerTones: Readonly<Record<DeviceSnapshot['scanner']['state'], Tone>> = {
  'not-configured': 'waiting',
  connecting: 'trouble',
  ready: 'good',
};

const printerTones: Readonly<Record<DeskSnapshot['printer']['state'], Tone>> = {
  unknown: 'waiting',
  ready: 'good',
  none: 'trouble',
};

type DeviceStatesProps = Pick<DeskSnapshot, 'devices' | 'printer'> &
  Pick<DeskSnapshot['mirror'], 'display'>;

/** The devices of the counter, each in words. */
export function DeviceStates({ devices, printer, display }: DeviceStatesProps): ReactNode {
  const { t } = useTexts();
  const textOf = useFailureText();
  const { reader, scanner } = devices;
  const moreOf = ({
    failure,
    address,
  }: DeviceSnapshot['reader' | 'scanner']): string | undefined =>
    failure === undefined ? address : textOf(failure)?.message;

  return (
    <>
      <StateInWords
        testId="reader-state"
        label={t('reader.label')}
        state={reader.state}
        tone={reader.failure === undefined ? readerTones[reader.state] : 'trouble'}
        more={moreOf(reader)}
      >
        {t(`reader.${reader.state}`)}
      </StateInWords>
      <StateInWords
        testId="scanner-state"
        label={t('scanner.label')}
        state={scanner.state}
        tone={scanner.failure === undefined ? scannerTones[scanner.state] : 'trouble'}
        more={moreOf(scanner)}
      >
        {t(`scanner.${scanner.state}`)}
      </StateInWords>
      <StateInWords
        testId="evaluator-state"
        label={t('evaluator.label')}
        state={display}
        tone={display === 'present' ? 'good' : 'trouble'}
      >
        {t(`evaluator.${display}`)}
      </StateInWords>
      <StateInWords
        testId="printer-state"
        label={t('printer.label')}
        state={printer.state}
        tone={printerTones[printer.state]}
        more={printer.name}
      >
        {t(`printer.${printer.state}`)}
      </StateInWords>
    </>
  );
}
