; The installer of 运城学前教育台账: for one user, without administrator rights, in Simplified Chinese.
;
;   YCPE-Setup-x.y.z.exe /S                  installs or upgrades without a word
;   YCPE-Setup-x.y.z.exe /S /DESKTOP=0       the same without a shortcut on the desktop
;   YCPE-Setup-x.y.z.exe /S /D=D:\台账程序    elsewhere; /D comes last and takes no quotes
;   uninstall.exe /S                         removes the program; the data always stay
;
; Exit codes: 0 done, 2 ended by the user, 5 the program is running, 6 a file could not be written, 7 Windows too old.
; Built by build.py with -DVERSION, -DSOURCE (the program's folder), -DOUT, -DICON and -DSIDE (pictures), and with -DX64
; where NSIS has that stub.

Unicode true
!ifdef X64
Target amd64-unicode
!endif
!ifndef KEY
!define KEY "YCPE"
!endif
!ifndef TITLE
!define TITLE "运城学前教育台账"
!endif
!define PROGRAM "YCPE.exe"
!ifndef COMMANDS
!define COMMANDS "ycpe-cli.exe"
!endif
!define DATA "$LOCALAPPDATA\YCPE"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"
!define RUNNING 5
!define UNWRITTEN 6
!define TOO_OLD 7

SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
Name "${TITLE}"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
InstallDir "$LOCALAPPDATA\Programs\${KEY}"
InstallDirRegKey HKCU "Software\${KEY}" "InstallDir"
BrandingText "${TITLE} ${VERSION}"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "程序装在您自己的文件夹里，不需要管理员权限，也不需要联网。$\r$\n$\r$\n以前装过的，直接安装就是升级，台账数据不会动。$\r$\n$\r$\n点“下一步”继续。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从这台电脑上移除${TITLE}。台账数据在 ${DATA}，会保留。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

; A running program holds its own file: it cannot be opened for writing.
!macro REFUSE_RUNNING un
Function ${un}RefuseRunning
  again:
  StrCpy $1 ""
  ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}" a
  ${If} ${Errors}
    StrCpy $1 "yes"
  ${Else}
    FileClose $0
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${COMMANDS}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${COMMANDS}" a
    ${If} ${Errors}
      StrCpy $1 "yes"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} $1 == "yes"
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE}正在运行。请先关闭它的窗口，再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel ${RUNNING}
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro REFUSE_RUNNING ""
!insertmacro REFUSE_RUNNING "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "本程序需要 64 位的 Windows 10 或 Windows 11。" /SD IDOK
    SetErrorLevel ${TOO_OLD}
    Quit
  ${EndIf}
FunctionEnd

Section
  SetShellVarContext current
  Call RefuseRunning
  SetOutPath "$INSTDIR"
  ; What the last version had and this one has not must not stay: Python would still load it.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  ClearErrors
  File /r "${SOURCE}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "有文件写不进 $INSTDIR。请看一看磁盘空间，关闭杀毒软件的拦截提示，再装一次。台账数据没有动。" /SD IDOK
    SetErrorLevel ${UNWRITTEN}
    Quit
  ${EndIf}

  CreateDirectory "$SMPROGRAMS\${TITLE}"
  CreateShortcut "$SMPROGRAMS\${TITLE}\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"
  CreateShortcut "$SMPROGRAMS\${TITLE}\卸载${TITLE}.lnk" "$INSTDIR\uninstall.exe"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DESKTOP=" $1
  ${If} $1 != "0"
    CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"
  ${EndIf}

  WriteRegStr HKCU "Software\${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "运城市县（市、区）教育局"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  Call un.RefuseRunning
  ; Only what the installer put there: the folder may hold files of the user's, too.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMANDS}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}\${TITLE}.lnk"
  Delete "$SMPROGRAMS\${TITLE}\卸载${TITLE}.lnk"
  RMDir "$SMPROGRAMS\${TITLE}"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${KEY}"

  ${If} ${FileExists} "${DATA}\*.*"
    DetailPrint "台账数据保留在 ${DATA}"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "程序已移除。台账数据（数据、附件、备份）还在：$\r$\n${DATA}$\r$\n$\r$\n要把台账数据也删除吗？$\r$\n以后还要用，或者不清楚，请选“否”。" /SD IDNO IDNO kept
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "删除以后不能恢复。确定删除这台电脑上的全部台账数据吗？" /SD IDNO IDNO kept
    RMDir /r "${DATA}"
    kept:
  ${EndIf}
SectionEnd
