"""The photo of a person: the attachment of the field ``photo``, made ready for printing when it is chosen."""

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store.attachments import Attachment, keep_content
from ycpe_desktop.store.folder import mendable
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import attachment
from ycpe_desktop.store.writer import new_uuid

if TYPE_CHECKING:
    from PIL.Image import Image

FIELD = "photo"
WIDE, HIGH = 900, 1260
"""Pixels at most: 5 to 7 as a photo of two inches, and sharp on A3."""
LEAST_WIDE = 100
"""With fewer pixels across nobody is recognised on a plaque."""
MOST_BYTES, MOST_PIXELS = 100 * 1024 * 1024, 120_000_000
FORMATS = ("JPEG", "PNG", "BMP", "WEBP")
SUFFIXES = ("*.jpg", "*.jpeg", "*.png", "*.bmp", "*.webp")
FACE = (0.5, 0.3)
"""What is cut off goes from both sides alike, and less from above than from below."""
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, struct.error, zlib.error)
"""What the decoders raise where a file ends too soon or says nonsense."""


def photos_of(store: Store, ledger: type[Ledger]) -> dict[str, Attachment]:
    """Record → its photo, of those that have one."""
    wanted = select(attachment).where(attachment.c.ledger == ledger.__tablename__, attachment.c.field == FIELD)
    with store.reading() as connection:
        found = connection.execute(wanted.order_by(attachment.c.uuid)).mappings()
        return {row["owner"]: Attachment(**row) for row in found}


def set_photo(store: Store, ledger: type[Ledger], owner: str, path: Path) -> str:
    """Make the picture in the file the record's photo, as one action; gives its label, "" if it was so already.

    Raises Refusal where the file is no picture that can be used.
    """
    digest, size = keep_content(store.folder, ready(path))
    before = _rows(store, owner)
    if [row["digest"] for row in before] == [digest]:
        return ""
    name = store.names.name(ledger.__tablename__, owner)
    label = f"{'更换' if before else '添加'}照片：{name}"
    with store.writing(label) as writer:
        writer.remove_all(attachment, before)
        whose = {"ledger": ledger.__tablename__, "owner": owner, "field": FIELD, "name": f"{name}_照片.jpg"[-200:]}
        writer.put(attachment, {**whose, "uuid": new_uuid(), "digest": digest, "size": size, "added": store.today})
    return label


def remove_photo(store: Store, ledger: type[Ledger], owner: str) -> str:
    """Take the photo away, as one action; gives its label, "" where there was none."""
    before = _rows(store, owner)
    if not before:
        return ""
    label = f"去掉照片：{store.names.name(ledger.__tablename__, owner)}"
    with store.writing(label) as writer:
        writer.remove_all(attachment, before)
    return label


def _rows(store: Store, owner: str) -> list[dict[str, object]]:
    wanted = select(attachment).where(attachment.c.owner == owner, attachment.c.field == FIELD)
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(wanted).mappings()]


def ready(path: Path) -> bytes:
    """The picture as a JPEG of 5 to 7, upright, no larger than is printed, without what the camera noted beside it."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # wanted only where a photo is chosen

    with mendable(path):
        if path.stat().st_size > MOST_BYTES:
            raise Refusal("这个文件太大，不像是照片", path.name, "请选择证件照或用手机拍的照片")
        content = path.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size and of odd notes of the camera: what matters is looked at here
            with Image.open(BytesIO(content), formats=FORMATS) as opened:
                _require_moderate(opened, path)
                opened.draft("RGB", (2 * HIGH, 2 * HIGH))  # a large JPEG is read in a smaller size at once
                upright = _on_white(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError:
        raise _too_large(path) from None
    except UnidentifiedImageError:
        raise Refusal(
            "这个文件不是 JPG、PNG、BMP 或 WebP 照片", path.name, "请换一张；苹果手机的 HEIC 照片请先另存为 JPG"
        ) from None
    except _BROKEN:
        raise Refusal("这张照片已损坏，读不出来", path.name, "请换一张，或重新从手机、相机里复制") from None
    return _cut(upright, path)


def _require_moderate(picture: "Image", path: Path) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large(path)


def _too_large(path: Path) -> Refusal:
    return Refusal("这张照片的像素太多", path.name, "请先用看图软件缩小，宽 1000 像素就够")


def _on_white(picture: "Image") -> "Image":
    """In plain colours; what is transparent is white."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGB", layered.size, "white")
    ground.paste(layered, mask=layered.getchannel("A"))
    return ground


def _cut(picture: "Image", path: Path) -> bytes:
    from PIL import Image, ImageOps

    wide = min(WIDE, picture.width, picture.height * WIDE // HIGH)
    if wide < LEAST_WIDE:
        told = f"这张照片太小（{picture.width}×{picture.height} 像素），印在公示牌上看不清"
        raise Refusal(told, path.name, "请换一张大一些的")
    size = (wide, round(wide * HIGH / WIDE))
    made = BytesIO()
    ImageOps.fit(picture, size, Image.Resampling.LANCZOS, centering=FACE).save(made, "JPEG", quality=90, optimize=True)
    return made.getvalue()
