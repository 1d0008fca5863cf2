import { describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import { createOpenRequests, pathsOfArguments } from './openRequests.ts';
import { settle } from './testing/fakeServices.ts';

function library(state: 'none' | 'locked' | 'open', sample = false) {
  return {
    state,
    sample,
    failure: null,
    libraryId: null,
    user: null,
    userNames: [],
  };
}

function services() {
  const fake = {
    state: library('locked'),
    imported: [] as (readonly string[])[],
    answer: succeed({ jobId: '1' }) as Result<unknown>,
  };
  const requests = createOpenRequests((name, input) => {
    if (name === 'library.state') return Promise.resolve(succeed(fake.state));
    fake.imported.push((input as { paths: readonly string[] }).paths);
    return Promise.resolve(fake.answer);
  });
  return { fake, requests };
}

describe('files that the desktop asks to open', () => {
  it('are imported at once while the library is open', async () => {
    const { fake, requests } = services();
    fake.state = library('open');
    requests.open(['/a', '/b']);
    await settle();
    expect(fake.imported).toEqual([['/a', '/b']]);
  });

  it('wait for the library to be unlocked, then come as one import, each once', async () => {
    const { fake, requests } = services();
    requests.open(['/a']);
    requests.open(['/b', '/a']);
    await settle();
    expect(fake.imported).toEqual([]);
    fake.state = library('open');
    requests.libraryChanged();
    await settle();
    requests.libraryChanged();
    await settle();
    expect(fake.imported).toEqual([['/a', '/b']]);
  });

  it('never go into the sample library, which is gone with the program', async () => {
    const { fake, requests } = services();
    fake.state = library('open', true);
    requests.open(['/a']);
    await settle();
    expect(fake.imported).toEqual([]);
    fake.state = library('open');
    requests.libraryChanged();
    await settle();
    expect(fake.imported).toEqual([['/a']]);
  });

  it('are kept when the library locks meanwhile, and dropped when the import itself is refused', async () => {
    const { fake, requests } = services();
    fake.state = library('open');
    fake.answer = fail('LIBRARY_LOCKED');
    requests.open(['/a']);
    await settle();
    fake.answer = fail('INVALID_INPUT');
    requests.libraryChanged();
    await settle();
    requests.libraryChanged();
    await settle();
    expect(fake.imported).toEqual([['/a'], ['/a']]);
  });
});

describe('files among the arguments', () => {
  it('are absolute, exist, and are no switches and no addresses', () => {
    const there = new Set(['/work/a.dcm', '/data/study']);
    expect(
      pathsOfArguments(
        ['--flag', '-v', 'a.dcm', '/data/study', 'missing.dcm', 'axial://app/', 'https://x/', ''],
        {
          workingFolder: '/work',
          exists: (path) => there.has(path),
        },
      ),
    ).toEqual(['/work/a.dcm', '/data/study']);
  });
});
