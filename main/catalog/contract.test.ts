import { describe, expectTypeOf, it } from 'vitest';
import type { CallInput, CallOutput } from '../../preload/contract/contract.ts';
import type {
  SeriesRow as ContractSeriesRow,
  StudyRow as ContractStudyRow,
} from '../../preload/contract/catalog.ts';
import type { StudySearch } from './searchStudies.ts';
import type { CharsetProposalRow } from './charsetProposals.ts';
import type { SeriesRow, StudyRow } from './studyRow.ts';

/** A readonly shape and its writable twin are one to the screen. */
type Plain<T> = { -readonly [K in keyof T]: T[K] extends object | null ? Plain<T[K]> : T[K] };

describe('the shapes that cross to the screen', () => {
  it('are those of the contract', () => {
    expectTypeOf<Plain<StudyRow>>().toEqualTypeOf<Plain<ContractStudyRow>>();
    expectTypeOf<Plain<SeriesRow>>().toEqualTypeOf<Plain<ContractSeriesRow>>();
    expectTypeOf<Plain<StudySearch>>().toEqualTypeOf<Plain<CallInput<'worklist.search'>>>();
    expectTypeOf<Plain<CharsetProposalRow>[]>().toEqualTypeOf<
      Plain<CallOutput<'charset.proposals'>[number]>[]
    >();
  });
});
