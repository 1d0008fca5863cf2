import {
  Axis3d,
  Box,
  Brush,
  ChevronLeft,
  Circle,
  Columns2,
  Contrast,
  Crosshair,
  Eraser,
  Grid2x2,
  Hand,
  LayoutGrid,
  MoveVertical,
  PanelLeft,
  PanelRight,
  Play,
  Redo2,
  Rows2,
  Ruler,
  SlidersHorizontal,
  Square,
  Undo2,
  ZoomIn,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useKeyOf } from '../app/shortcuts/index.ts';
import { absentMark, useI18n } from '../i18n/index.ts';
import type { ToolName } from '../tools/index.ts';
import { IconButton, Menu, type LucideIcon, type MenuEntry } from '../ui/index.ts';
import { ageText } from '../worklist/ageText.ts';
import { setLayout } from './commands.ts';
import { useCommands } from './CommandsContext.tsx';
import type { LayoutName } from './readingState.ts';
import { useReading, useSession, useStudy } from './ReadingContext.tsx';
import { SlabMenu } from './SlabMenu.tsx';
import { StudyStatusMenu } from './StudyStatusMenu.tsx';
import { useVoiChoices } from './useVoiChoices.ts';

/** Tools in groups of meaning: how it is seen, what is measured, what is painted. */
const toolGroups = [
  [
    { tool: 'window', action: 'toolWindow', icon: Contrast },
    { tool: 'pan', action: 'toolPan', icon: Hand },
    { tool: 'zoom', action: 'toolZoom', icon: ZoomIn },
    { tool: 'scroll', action: 'toolScroll', icon: MoveVertical },
  ],
  [
    { tool: 'length', action: 'toolLength', icon: Ruler },
    { tool: 'ellipse', action: 'toolEllipse', icon: Circle },
    { tool: 'crosshair', action: 'toolCrosshair', icon: Crosshair },
  ],
  [
    { tool: 'brush', action: 'toolBrush', icon: Brush },
    { tool: 'erase', action: 'toolErase', icon: Eraser },
  ],
] as const;

const layouts: readonly { readonly name: LayoutName; readonly icon: LucideIcon }[] = [
  { name: 'one', icon: Square },
  { name: 'columns', icon: Columns2 },
  { name: 'rows', icon: Rows2 },
  { name: 'four', icon: Grid2x2 },
];

/** The bar over the images: the patient on the left, tools in the middle, the state of the study on the right. */
export function ReadingBar(): ReactNode {
  const { t } = useI18n();
  const keyOf = useKeyOf();
  const commands = useCommands();
  const seriesOpen = useReading((state) => state.seriesOpen);
  const findingsOpen = useReading((state) => state.findingsOpen);
  return (
    <header className="reading-bar">
      <div className="reading-bar-side">
        <IconButton
          icon={ChevronLeft}
          label={t('shortcut.reading.close')}
          shortcut={keyOf('reading', 'close')}
          onClick={() => commands.close?.()}
        />
        <PatientLabel />
      </div>
      <Tools />
      <div className="reading-bar-side reading-bar-end">
        <StudyStatusMenu />
        <IconButton
          icon={PanelLeft}
          label={t('shortcut.reading.toggleSeries')}
          pressed={seriesOpen}
          shortcut={keyOf('reading', 'toggleSeries')}
          onClick={() => commands.toggleSeries?.()}
        />
        <IconButton
          icon={PanelRight}
          label={t('shortcut.reading.toggleFindings')}
          pressed={findingsOpen}
          shortcut={keyOf('reading', 'toggleFindings')}
          onClick={() => commands.toggleFindings?.()}
        />
      </div>
    </header>
  );
}

/** Always visible, never shortened away without its title. */
function PatientLabel(): ReactNode {
  const i18n = useI18n();
  const { t } = i18n;
  const study = useStudy((state) => state.study);
  if (study === null) return <h1 className="ax-only-heard">{t('reading.title')}</h1>;
  const name = i18n.name(study.patientName);
  const sex = study.patientSex === null ? absentMark : t(`sex.${study.patientSex}`);
  const facts = [sex, ageText(i18n, study), study.patientId ?? absentMark].join(' · ');
  return (
    <h1
      aria-label={`${t('reading.patient')}: ${name.main}, ${facts}`}
      className="reading-patient"
      title={`${name.main} ${name.other ?? ''}\n${facts}`}
    >
      <span className="reading-patient-name">{name.main}</span>
      <span className="reading-patient-facts">{facts}</span>
    </h1>
  );
}

function Tools(): ReactNode {
  const { t } = useI18n();
  const keyOf = useKeyOf();
  const session = useSession();
  const commands = useCommands();
  const current = useReading((state) => state.tool);
  const cine = useReading((state) => state.cine);
  const layout = useReading((state) => state.layout);
  const content = useReading((state) => state.panes[state.active] ?? null);
  return (
    <div aria-label={t('reading.tools')} className="reading-tools" role="toolbar">
      {toolGroups.map((group) => (
        <div className="reading-tool-group" key={group[0].tool}>
          {group.map(({ tool, action, icon }) => (
            <IconButton
              icon={icon}
              key={tool}
              label={t(`shortcut.reading.${action}`)}
              pressed={isHeld(current, tool)}
              shortcut={keyOf('reading', action)}
              onClick={() => commands[action]?.()}
            />
          ))}
        </div>
      ))}
      <div className="reading-tool-group">
        <WindowMenu />
        <Menu
          label={t('reading.layout')}
          trigger={<IconButton icon={LayoutGrid} label={t('reading.layout')} />}
          entries={layouts.map(({ name, icon }): MenuEntry => ({
            kind: 'item',
            id: name,
            icon,
            label: t(`reading.layout.${name}`),
            checked: layout === name,
            onSelect: () => setLayout(session, name),
          }))}
        />
        <IconButton
          icon={Axis3d}
          label={t('shortcut.reading.layoutMpr')}
          pressed={content?.kind === 'plane'}
          shortcut={keyOf('reading', 'layoutMpr')}
          onClick={() => commands.layoutMpr?.()}
        />
        <IconButton
          icon={Box}
          label={t('shortcut.reading.volume')}
          pressed={content?.kind === 'volume'}
          shortcut={keyOf('reading', 'volume')}
          onClick={() => commands.volume?.()}
        />
        <SlabMenu />
      </div>
      <div className="reading-tool-group">
        <IconButton
          icon={Play}
          label={t('shortcut.reading.cine')}
          pressed={cine}
          shortcut={keyOf('reading', 'cine')}
          onClick={() => commands.cine?.()}
        />
        <IconButton
          icon={Undo2}
          label={t('shortcut.reading.undo')}
          shortcut={keyOf('reading', 'undo')}
          onClick={() => commands.undo?.()}
        />
        <IconButton
          icon={Redo2}
          label={t('shortcut.reading.redo')}
          shortcut={keyOf('reading', 'redo')}
          onClick={() => commands.redo?.()}
        />
      </div>
    </div>
  );
}

function isHeld(current: ToolName, tool: ToolName): boolean {
  return current === tool;
}

function WindowMenu(): ReactNode {
  const { t } = useI18n();
  const active = useReading((state) => state.active);
  const choices = useVoiChoices(active);
  return (
    <Menu
      label={t('reading.window')}
      trigger={
        <IconButton disabled={choices.length === 0} icon={SlidersHorizontal} label={t('reading.window')} />
      }
      entries={choices.map((choice): MenuEntry => ({
        kind: 'item',
        id: choice.id,
        label: choice.label,
        shortcut: choice.shortcut,
        checked: choice.isShown,
        onSelect: choice.choose,
      }))}
    />
  );
}
