import { FolderUp } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useI18n } from '../../i18n/index.ts';
import { Icon } from '../../ui/index.ts';
import { useImport } from './useImport.ts';

/** Takes files, folders and archives that are dropped anywhere on the window. */
export function DropZone(): ReactNode {
  const { t } = useI18n();
  const actions = useImport();
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const withFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onEnter = (event: DragEvent): void => {
      if (!withFiles(event)) return;
      depth.current += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!withFiles(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) setOver(false);
    };
    const onOver = (event: DragEvent): void => {
      if (withFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!withFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      void actions.drop(event.dataTransfer);
    };
    const listeners = [
      ['dragenter', onEnter],
      ['dragleave', onLeave],
      ['dragover', onOver],
      ['drop', onDrop],
    ] as const;
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener);
    };
  }, [actions]);
  if (!over) return null;
  return (
    <div className="drop-veil">
      <p className="drop-veil-text">
        <Icon icon={FolderUp} />
        {t('import.drop')}
      </p>
    </div>
  );
}
