"""Pictures as people bring them: out of a camera, a scanner, a chat."""

from pathlib import Path

from PIL import Image

ABOVE, BELOW = (200, 30, 30), (30, 30, 200)
"""Red above, blue below: so that it is seen which way up a picture is."""
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def picture(path: Path, size: tuple[int, int] = (500, 700), mode: str = "RGB") -> Path:
    """A picture of two halves; with an alpha channel its lower half is transparent."""
    made = Image.new("RGBA", size, (*ABOVE, 255))
    made.paste((*BELOW, 0 if "A" in mode else 255), (0, size[1] // 2, *size))
    made.convert(mode).save(path)
    return path


def turned_picture(path: Path) -> Path:
    """A photo as a telephone writes it: lying on its side, with a note how to turn it, and where it was taken."""
    made = Image.new("RGB", (500, 700), ABOVE)
    made.paste(BELOW, (0, 350, 500, 700))
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = 6, "手机"
    notes.get_ifd(GPS)[1] = "N"
    made.transpose(Image.Transpose.ROTATE_90).save(path, exif=notes)
    return path


def colours(path: Path) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What stands in the upper and the lower half of the picture, to the nearest ten."""
    with Image.open(path) as opened:
        wide, high = opened.size
        found = [opened.getpixel((wide // 2, high * part // 4)) for part in (1, 3)]
    upper, lower = (
        tuple(min(round(part / 10) * 10, 255) for part in pixel) for pixel in found if isinstance(pixel, tuple)
    )
    return upper, lower
