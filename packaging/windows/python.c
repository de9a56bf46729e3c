/* python.exe: the python311.dll that lies beside it, called as python.org's own python.exe does. */
#include <windows.h>
typedef int (*main_t)(int, wchar_t **);
int wmain(int argc, wchar_t **argv) {
    HMODULE library = LoadLibraryW(L"python311.dll");
    main_t go = library ? (main_t)(void *)GetProcAddress(library, "Py_Main") : 0;
    return go ? go(argc, argv) : 120;
}
