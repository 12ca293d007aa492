// A signature drawn with a finger, a pen or a mouse, sent as a picture with its form. Without this script
// the form takes a photo instead.
"use strict";
(() => {
  const form = document.querySelector("form[data-signing]");
  const frame = form?.querySelector("[data-drawing]");
  const board = frame?.querySelector("canvas");
  const sent = form?.querySelector("input[name=drawing]");
  const pen = board?.getContext("2d");
  if (!pen || !sent) return;
  frame.hidden = false;

  let last = null;
  let marked = false;
  const wipe = () => {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, board.width, board.height);
    marked = false;
    sent.value = "";
  };
  // The picture is ink on white paper in both colour schemes.
  pen.lineWidth = 4;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = "#191e2e";
  wipe();

  const at = (event) => {
    const box = board.getBoundingClientRect();
    return [((event.clientX - box.left) * board.width) / box.width, ((event.clientY - box.top) * board.height) / box.height];
  };
  const draw = (event) => {
    if (!last) return;
    const now = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...now);
    pen.stroke();
    last = now;
    marked = true;
    event.preventDefault();
  };
  board.addEventListener("pointerdown", (event) => {
    last = at(event);
    board.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  board.addEventListener("pointermove", (event) => (event.getCoalescedEvents?.() ?? [event]).forEach(draw));
  for (const end of ["pointerup", "pointercancel"]) board.addEventListener(end, () => (last = null));
  frame.querySelector("button[name=wipe]")?.addEventListener("click", wipe);
  form.addEventListener("submit", () => {
    if (marked) sent.value = board.toDataURL("image/png");
  });
})();
