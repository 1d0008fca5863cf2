import type { Page } from 'playwright-core';

/** Goes from the sample to a library of one's own; answers the recovery key that was shown. */
export async function makeLibrary(
  page: Page,
  user: { readonly name: string; readonly passphrase: string },
): Promise<string> {
  await page.getByRole('button', { name: 'Make your library' }).click();
  await page.getByLabel('Your name').fill(user.name);
  await page.getByLabel('Passphrase', { exact: true }).fill(user.passphrase);
  await page.getByLabel('Passphrase again').fill(user.passphrase);
  await page.getByRole('button', { name: 'Create library' }).click();
  const key = page.getByRole('status', { name: 'Your recovery key' });
  await key.waitFor();
  const text = (await key.textContent()) ?? '';
  await page.getByRole('checkbox', { name: /stored the recovery key/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  return text;
}

/** Chooses a folder in the import dialog, as in a browser that knows no paths. */
export async function importFolder(page: Page, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Import' }).first().click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /folder/i }).click();
  await (await chooser).setFiles(folder);
}
