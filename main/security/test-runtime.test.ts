import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { isTestRuntime } from './test-runtime.ts';

test('the test runtime is known by the marker in its own folder, for as long as nothing is packaged', () => {
  const resourcesPath = temporaryFolder();
  expect(isTestRuntime({ isPackaged: false, resourcesPath })).toBe(false);
  writeFileSync(join(resourcesPath, 'test-runtime.json'), '{}');
  expect(isTestRuntime({ isPackaged: false, resourcesPath })).toBe(true);
  expect(isTestRuntime({ isPackaged: true, resourcesPath })).toBe(false);
});

test('a marker beside or below that folder says nothing, nor does the environment', () => {
  const folder = temporaryFolder();
  const resourcesPath = join(folder, 'resources');
  mkdirSync(join(resourcesPath, 'app'), { recursive: true });
  writeFileSync(join(folder, 'test-runtime.json'), '{}');
  writeFileSync(join(resourcesPath, 'app', 'test-runtime.json'), '{}');
  const asked: string[] = [];
  expect(isTestRuntime({ isPackaged: false, resourcesPath })).toBe(false);
  isTestRuntime({ isPackaged: false, resourcesPath }, (path) => asked.push(path) > 9);
  expect(asked).toEqual([join(resourcesPath, 'test-runtime.json')]);
});
