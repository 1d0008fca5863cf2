import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from '../client/index.ts';
import { createAppState } from '../state/AppState.tsx';
import { App } from './App.tsx';

const connection = connect();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
createRoot(root).render(
  <StrictMode>
    <App connection={connection} state={createAppState(connection)} />
  </StrictMode>,
);
