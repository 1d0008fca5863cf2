import { Component, type ReactNode } from 'react';
import { makeFailure } from '../../main/domain/failure.ts';
import { I18nMessage } from '../i18n/I18nMessage.tsx';
import { Button, ErrorState } from '../ui/index.ts';

interface Props {
  /** Goes to a screen that works. */
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** Keeps the window alive when a screen throws: says so and offers to draw it again. */
export class ScreenBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState failure={makeFailure('INTERNAL')} onRetry={() => this.setState({ failed: false })}>
        <p className="ax-text-quiet">
          <I18nMessage messageKey="app.screenFailed" />
        </p>
        <Button
          kind="primary"
          onClick={() => {
            this.setState({ failed: false });
            this.props.onLeave();
          }}
        >
          <I18nMessage messageKey="settings.back" />
        </Button>
      </ErrorState>
    );
  }
}
