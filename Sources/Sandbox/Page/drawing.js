// Pictures that nobody took: hills under a sky, no two alike, to try a session with.
const width = 1500;
const height = 1000;
let drawn = 0;

function landscape(number) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  const hue = (Math.random() * 360) | 0;
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue} 60% 40%)`);
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 80% 80%)`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "rgb(255 255 255 / 80%)";
  pen.beginPath();
  pen.arc(width * (0.2 + 0.6 * Math.random()), height * 0.3, 60 + 60 * Math.random(), 0, 7);
  pen.fill();
  for (let layer = 0; layer < 4; layer += 1) {
    const base = height * (0.5 + layer * 0.12);
    const swing = 30 + 60 * Math.random();
    const length = 150 + 250 * Math.random();
    const shift = 7 * Math.random();
    pen.fillStyle = `hsl(${(hue + 180) % 360} 35% ${42 - layer * 9}%)`;
    pen.beginPath();
    pen.moveTo(0, height);
    for (let x = 0; x <= width; x += 10) pen.lineTo(x, base + swing * Math.sin(x / length + shift));
    pen.lineTo(width, height);
    pen.fill();
  }
  pen.fillStyle = "white";
  pen.font = "600 64px sans-serif";
  pen.fillText(String(number), 40, height - 40);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
}

/// A form with ten pictures, as an album is sent.
export async function drawnAlbum() {
  const form = new FormData();
  for (let count = 0; count < 10; count += 1) {
    drawn += 1;
    form.append("file", await landscape(drawn), `picture-${drawn}.jpg`);
  }
  return form;
}
