// Fills the hidden position of a "near me" form when it is asked for. The position goes to the
// server once, in the body of the request, and is kept nowhere.
"use strict";
for (const form of document.querySelectorAll("form[data-near]")) {
  if (!navigator.geolocation) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.lat.value) return;
    event.preventDefault();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.lat.value = coords.latitude;
        form.lon.value = coords.longitude;
        form.submit();
      },
      () => {
        const told = form.querySelector("[data-near-told]");
        told.textContent = told.dataset.refused;
      },
      { timeout: 15000, maximumAge: 60000 },
    );
  });
}
