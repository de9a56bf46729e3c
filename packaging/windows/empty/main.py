"""The least that PySide6 can show: what the program's first paint is measured against."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("空程序")
window.showMaximized()
sys.exit(application.exec())
