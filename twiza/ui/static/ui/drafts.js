// Keeps what is typed into forms marked data-draft in this browser until the server has said that it is
// written: a lost connection, an empty battery or a closed page loses nothing. Never numbers of identity
// cards, passwords or files. The drafts of whoever used this browser before are removed.
"use strict";
(() => {
  const PREFIX = "twiza-draft:";
  const OWNER = "twiza-drafts-of";
  let store;
  try {
    store = window.localStorage;
    store.getItem(OWNER);
  } catch {
    return; // this browser keeps nothing
  }
  const forget = (only) => {
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX) && (!only || key === PREFIX + only)) store.removeItem(key);
  };
  const owner = document.querySelector("meta[name=twiza-drafts-of]")?.content ?? "";
  if (owner && store.getItem(OWNER) !== owner) {
    forget();
    store.setItem(OWNER, owner);
  }
  const saved = document.cookie.match(/(?:^|; )((?:__Host-)?twiza_saved)=([0-9a-f]+)/);
  if (saved) {
    forget(saved[2]);
    document.cookie = `${saved[1]}=; path=/; max-age=0; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  }
  for (const form of document.querySelectorAll('form[action*="logout"]')) form.addEventListener("submit", () => forget());

  const SKIPPED = new Set(["password", "hidden", "file", "submit", "button"]);
  const kept = (field) => field.name && !SKIPPED.has(field.type) && !("private" in field.dataset);
  const valueOf = (field) => (field.type === "checkbox" || field.type === "radio" ? (field.checked ? field.value : "") : field.value);
  const keyOf = (field) => (field.type === "radio" || field.type === "checkbox" ? `${field.name}=${field.value}` : field.name);

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = PREFIX + form.dataset.draft;
    const fields = [...form.elements].filter(kept);
    const first = new Map(fields.map((field) => [keyOf(field), valueOf(field)]));
    let held;
    try {
      held = JSON.parse(store.getItem(key) ?? "null");
    } catch {
      held = null;
    }
    if (held && form.dataset.answered === undefined) {
      let restored = false;
      for (const field of fields) {
        const value = held[keyOf(field)];
        if (value === undefined || value === valueOf(field)) continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = value !== "";
        else field.value = value;
        restored = true;
      }
      const told = form.querySelector("[data-draft-told]");
      if (restored && told) {
        told.hidden = false;
        told.querySelector("button")?.addEventListener("click", () => {
          store.removeItem(key);
          form.reset();
          told.hidden = true;
        });
      }
    }
    form.addEventListener("input", () => {
      const typed = {};
      for (const field of fields) if (valueOf(field) !== first.get(keyOf(field))) typed[keyOf(field)] = valueOf(field);
      try {
        if (Object.keys(typed).length) store.setItem(key, JSON.stringify(typed));
        else store.removeItem(key);
      } catch {
        // no room left: the form itself still works
      }
    });
  }

  const copy = document.querySelector("[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      copy.textContent = copy.dataset.copied;
    });
  }
})();
