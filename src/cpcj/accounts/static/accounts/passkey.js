"use strict";
// Signing in with a passkey, where the browser knows them; the page works without.
const passkeyForm = document.querySelector("[data-passkey-form]");
if (passkeyForm && window.PublicKeyCredential && window.allauth) {
  window.allauth.webauthn.forms.loginForm({
    ids: { login: "passkey_login", credential: "mfa_credential" },
  });
  passkeyForm.hidden = false;
  // Somebody who closes the browser's own window has made no mistake.
  document.addEventListener("allauth.error", (event) => event.preventDefault());
}
