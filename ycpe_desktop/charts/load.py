"""How many kindergartens each 责任督学 has, against the band around five."""

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ycpe_desktop.charts import style
from ycpe_desktop.charts.bars import say_unit
from ycpe_desktop.charts.series import LoadBoard, SupervisorLoad
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Hint, Size, bare, blank_figure, new_figure
from ycpe_desktop.name_order import order_key

ROW_INCHES = 0.2
SHAPES = {"偏多": "▲", "正常": "", "偏少": "▽"}


def supervisor_load(board: LoadBoard, size: Size = SIZE) -> ChartFigure:
    """Lying bars, most kindergartens on top; outside the band the bar says so by shape and word."""
    title = f"{board.caption.county}责任督学负责园所数"
    if not board.supervisors:
        return blank_figure(size, title, board.caption, board.fill_in)
    people = sorted(board.supervisors, key=lambda one: (-one.kindergartens, order_key(one.name)))
    with style.chart_style():
        figure = new_figure(size, title, board.caption, [_summary(board)], rows=1.5 + ROW_INCHES * len(people))
        axes = figure.add_subplot()
        most = max(people[0].kindergartens, board.upper)
        axes.set_xlim(0, most + 1.6)
        axes.set_ylim(len(people) - 0.3, -0.7)
        axes.set_xticks(range(most + 1), [str(n) for n in range(most + 1)], color=style.SECOND_TEXT)
        axes.set_yticks(range(len(people)), [style.safe(one.name) for one in people])
        bare(axes, grid="x")
        say_unit(axes, "x", "所")
        axes.axvspan(board.lower, board.upper, color=style.GOOD, alpha=0.10, linewidth=0, zorder=0)
        axes.axvline(board.ideal, color=style.TEXT, linewidth=1.4, linestyle=(0, (5, 3)), zorder=4)
        for position, one in enumerate(people):
            _draw_person(figure, axes, position, one, board)
        _draw_key(axes, board)
    return figure


def _draw_person(figure: ChartFigure, axes: Axes, position: int, one: SupervisorLoad, board: LoadBoard) -> None:
    word = board.word(one.kindergartens)
    (bar,) = axes.barh(position, one.kindergartens, 0.7, color=style.LOAD_COLOURS[word], zorder=2)
    told = str(one.kindergartens) if word == "正常" else f"{one.kindergartens}　{SHAPES[word]} {word}"
    axes.annotate(
        told,
        (one.kindergartens, position),
        (4, 0),
        textcoords="offset points",
        va="center",
        zorder=6,
        size=style.LABEL_SIZE,
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
    )
    hint = f"{one.name}　负责 {one.kindergartens} 所，{word}"
    figure.hints.append(Hint(bar, f"{hint}\n{one.note}" if one.note else hint))


def _draw_key(axes: Axes, board: LoadBoard) -> None:
    names = {
        "偏多": f"{SHAPES['偏多']} 偏多（多于 {board.upper}）",
        "正常": "正常",
        "偏少": f"{SHAPES['偏少']} 偏少（少于 {board.lower}）",
    }
    entries: list[Patch | Line2D] = [
        Patch(facecolor=style.LOAD_COLOURS[word], label=names[word]) for word in ("偏多", "正常", "偏少")
    ]
    entries.append(Line2D([], [], color=style.TEXT, linestyle=(0, (5, 3)), label=f"{board.ideal} 所左右"))
    entries.append(Patch(facecolor=style.GOOD, alpha=0.18, label=f"{board.lower}—{board.upper} 所"))
    axes.legend(
        handles=entries,
        loc="lower left",
        bbox_to_anchor=(0, 1.005),
        borderaxespad=0.2,
        ncols=5,
        fontsize=style.LABEL_SIZE,
        handlelength=1.4,
        columnspacing=1.2,
        borderpad=0,
    )


def _summary(board: LoadBoard) -> str:
    words = [board.word(one.kindergartens) for one in board.supervisors]
    told = f"督学 {len(words)} 人：偏多 {words.count('偏多')}，正常 {words.count('正常')}，偏少 {words.count('偏少')}"
    total = sum(one.kindergartens for one in board.supervisors)
    told += f"；已分配园所 {total} 所，未分配 {board.uncovered} 所。"
    return f"{told}依据：{board.clause}"
