import { createContext, useContext, type ReactNode } from 'react';
import type { Commands } from './commands.ts';

const CommandsContext = createContext<Commands>({});

export function CommandsProvider(props: {
  readonly commands: Commands;
  readonly children: ReactNode;
}): ReactNode {
  return <CommandsContext value={props.commands}>{props.children}</CommandsContext>;
}

/** What keys do, for buttons and menus that do the same. */
export function useCommands(): Commands {
  return useContext(CommandsContext);
}
