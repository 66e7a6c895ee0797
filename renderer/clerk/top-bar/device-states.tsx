import type { ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { DevicePlace, DeviceSnapshot } from '../../../src/contracts/device-snapshot.ts';
import { useFailureText } from '../failures/use-failure-text.ts';
import { useTexts } from '../locale/texts.ts';
import { lastCodeText } from '../scanning/last-code-text.ts';
import { StateInWords, type Tone } from './state-in-words.tsx';

const readerTones: Readonly<Record<DeviceSnapshot['reader']['state'], Tone>> = {
  'not-configured': 'trouble',
  connecting: 'trouble',
  reconnecting: 'waiting',
  ready: 'good',
  reading: 'waiting',
  'card-lies': 'waiting',
};

// A counter without a scanner is set up so; a counter without a reader or a printer cannot do its work.
const scannerTones: Readonly<Record<DeviceSnapshot['scanner']['state'], Tone>> = {
  'not-configured': 'waiting',
  connecting: 'trouble',
  reconnecting: 'waiting',
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
  const texts = useTexts();
  const { t } = texts;
  const textOf = useFailureText();
  const { scanner } = devices;
  // Few counters have a second reader, and those without one need not be told.
  const readers = (['reader', 'secondReader'] as const).filter(
    (place) => place === 'reader' || devices[place].state !== 'not-configured',
  );
  const moreOf = ({ failure, address }: DeviceSnapshot[DevicePlace]): string | undefined =>
    failure === undefined ? address : textOf(failure)?.message;

  return (
    <>
      {readers.map((place) => {
        const reader = devices[place];
        return (
          <StateInWords
            key={place}
            testId={`${place}-state`}
            label={t(`${place}.label`)}
            state={reader.state}
            tone={reader.failure === undefined ? readerTones[reader.state] : 'trouble'}
            more={moreOf(reader)}
          >
            {t(`reader.${reader.state}`)}
          </StateInWords>
        );
      })}
      <StateInWords
        testId="scanner-state"
        label={t('scanner.label')}
        state={scanner.state}
        tone={scanner.failure === undefined ? scannerTones[scanner.state] : 'trouble'}
        more={scanner.failure === undefined ? lastCodeText(scanner, texts) : moreOf(scanner)}
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
