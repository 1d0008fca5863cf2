import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnectionState } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { Notice } from '../ui/index.ts';

/** Said on every screen while the services are gone. */
export function OfflineNotice(): ReactNode {
  const { t } = useI18n();
  if (useConnectionState() !== 'lost') return null;
  return (
    <div className="offline-notice">
      <Notice icon={Unplug} tone="attention">
        {t('app.offline')}
      </Notice>
    </div>
  );
}
