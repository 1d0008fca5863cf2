import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Transport } from '../../preload/contract/contract.ts';
import { locales } from '../i18n/message.ts';
import { profileNames } from './profileNames.ts';

/** Under which name `settings.get` and `settings.set` keep the preferences of this screen. */
const settingsKey = 'screen';

const settingsValue = z.object({
  /** Null: the browser's language decides. */
  locale: z.enum(locales).nullable().catch(null),
  profile: z.enum(profileNames).catch('axial'),
  /** Ids of window presets; the first is on key 1. */
  presetOrder: z.array(z.string()).catch([]),
  /** Minutes without a key or pointer until the library locks; 0 never. */
  lockAfterMinutes: z.number().int().min(0).max(600).catch(15),
  previewOpen: z.boolean().catch(true),
});

export type Settings = z.infer<typeof settingsValue>;

/** What a new installation starts with. */
export const defaultSettings: Settings = settingsValue.parse({});

export interface SettingsState {
  readonly settings: Settings;
  /** False until the stored settings were read once. */
  readonly loaded: boolean;
}

export interface SettingsStore extends StoreApi<SettingsState> {
  /** Reads what is stored; fields that do not parse take their defaults. */
  readonly load: () => Promise<void>;
  /** Changes at once on screen and stores behind it. */
  readonly change: (part: Partial<Settings>) => void;
}

export function createSettingsStore(transport: Pick<Transport, 'call'>): SettingsStore {
  const store = createStore<SettingsState>(() => ({ settings: defaultSettings, loaded: false }));
  return {
    ...store,
    load: async () => {
      const result = await transport.call('settings.get', { key: settingsKey });
      const parsed = settingsValue.safeParse(result.ok ? (result.value.value ?? {}) : {});
      store.setState({ settings: parsed.success ? parsed.data : defaultSettings, loaded: true });
    },
    change: (part) => {
      const settings = { ...store.getState().settings, ...part };
      store.setState({ settings });
      void transport.call('settings.set', { key: settingsKey, value: settings });
    },
  };
}
