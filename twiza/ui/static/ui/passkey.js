/* Shows what needs a passkey where the browser knows passkeys, and says when the device gave none. */
(function () {
  "use strict";
  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = false; });
  document.querySelectorAll("[data-no-passkey]").forEach(function (part) { part.hidden = true; });
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-error]").forEach(function (part) { part.hidden = false; });
  });
})();
