import './base.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { ToastRegion } from './ToastRegion.tsx';
import { TooltipGroup } from './Tooltip.tsx';

/** What the kit needs once around a window. No component may add a style element: the page's policy forbids it. */
export function UiRoot(props: { readonly children: ReactNode }): ReactNode {
  return (
    <CSPProvider disableStyleElements>
      <TooltipGroup>
        {props.children}
        <ToastRegion />
      </TooltipGroup>
    </CSPProvider>
  );
}
