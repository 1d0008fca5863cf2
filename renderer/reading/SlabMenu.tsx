import { Layers } from 'lucide-react';
import type { ReactNode } from 'react';
import { useKeyOf } from '../app/shortcuts/index.ts';
import { useI18n } from '../i18n/index.ts';
import { IconButton, Menu, type MenuEntry } from '../ui/index.ts';
import type { Projection } from '../viewport/index.ts';
import { slabStepsMm } from './commands.ts';
import { withPane } from './readingState.ts';
import { useReading, useSession } from './ReadingContext.tsx';

const projections: readonly Projection[] = ['maximum', 'minimum', 'mean'];

/** How thick the active plane is, and how its slices become one picture. */
export function SlabMenu(): ReactNode {
  const { t } = useI18n();
  const keyOf = useKeyOf();
  const session = useSession();
  const active = useReading((state) => state.active);
  const content = useReading((state) => state.panes[state.active] ?? null);
  const plane = content?.kind === 'plane' ? content : null;
  const choose = (slabMm: number, projection: Projection): void => {
    if (plane !== null) {
      session.rehang((now) => withPane(now, active, { ...plane, slabMm, projection }), 'slab');
    }
  };
  const entries = projections.flatMap((projection): MenuEntry[] => [
    { kind: 'separator', id: `${projection} line` },
    ...slabStepsMm
      .filter((mm) => mm > 0)
      .map((mm): MenuEntry => ({
        kind: 'item',
        id: `${projection} ${mm}`,
        label: t(`reading.slab.${projection}`, { mm }),
        checked: plane?.slabMm === mm && plane.projection === projection,
        onSelect: () => choose(mm, projection),
      })),
  ]);
  return (
    <Menu
      label={t('shortcut.reading.slab')}
      trigger={
        <IconButton
          disabled={plane === null}
          icon={Layers}
          label={t('shortcut.reading.slab')}
          shortcut={keyOf('reading', 'slab')}
        />
      }
      entries={[
        {
          kind: 'item',
          id: 'off',
          label: t('reading.slabOff'),
          checked: plane?.slabMm === 0,
          onSelect: () => choose(0, plane?.projection ?? 'maximum'),
        },
        ...entries,
      ]}
    />
  );
}
