; The Windows installer: per machine, Persian and English, silent with /S, keeps every office's data. Made by
; build/package/windows-setup.cjs with NSIS 3 (Debian: nsis); no plugin that NSIS does not bring itself.
; electron-builder's own NSIS target is not used: it asks NSIS for a language "Persian", which NSIS calls "Farsi".
;   mohr-VERSION-setup-ARCH.exe /S [/D=C:\Programs\Mohr]     exit codes: 0 done, 10 newer is installed, 11 running, 12 not 64 bits
Unicode true
!include MUI2.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include FileFunc.nsh
!include x64.nsh

!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define APP_ID "ir.example.mohr"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Mohr"
!define AUMID_KEY "Software\Classes\AppUserModelId\${APP_ID}"

Name "Mohr"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Mohr"
RequestExecutionLevel admin
ManifestDPIAware true
BrandingText "Mohr ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIAddVersionKey ProductName "Mohr"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Mohr Setup"
VIAddVersionKey CompanyName "Mohr maintainers"
VIAddVersionKey LegalCopyright "Mohr maintainers"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(keepsData)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is what a system in neither language gets.
!insertmacro MUI_LANGUAGE "Farsi"
!insertmacro MUI_LANGUAGE "English"

LangString shortcut ${LANG_FARSI} "مُهر"
LangString shortcut ${LANG_ENGLISH} "Mohr"
LangString needs64 ${LANG_FARSI} "مُهر به ویندوز ۶۴بیتی نیاز دارد. چیزی نصب نشد."
LangString needs64 ${LANG_ENGLISH} "Mohr needs 64-bit Windows. Nothing was installed."
LangString newerHere ${LANG_FARSI} "نسخهٔ $0 از مُهر نصب است و این بسته کهنه‌تر است (${VERSION}). نسخه هرگز پایین نمی‌رود؛ چیزی تغییر نکرد."
LangString newerHere ${LANG_ENGLISH} "Mohr $0 is installed and this package is older (${VERSION}). The version never goes down; nothing was changed."
LangString running ${LANG_FARSI} "مُهر باز است. نخست آن را ببندید، سپس دوباره بکوشید. چیزی تغییر نکرد."
LangString running ${LANG_ENGLISH} "Mohr is running. Close it first, then try again. Nothing was changed."
LangString keepsData ${LANG_FARSI} "برنامه برداشته می‌شود. پوشهٔ دادهٔ اداره و پشتیبان‌ها دست‌نخورده می‌ماند."
LangString keepsData ${LANG_ENGLISH} "The program is removed. The office's data folder and its backups stay as they are."

; Says why, and leaves with a code that a script can read.
!macro refuse CODE MESSAGE
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${MESSAGE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A running program can't be opened for writing.
!macro refuseRunning
  ${If} ${FileExists} "$INSTDIR\Mohr.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\Mohr.exe" a
    ${If} ${Errors}
      !insertmacro refuse 11 "$(running)"
    ${EndIf}
    FileClose $1
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro refuse 12 "$(needs64)"
  ${EndIf}
  SetRegView 64
  SetShellVarContext all
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro refuse 10 "$(newerHere)"
    ${EndIf}
    ; An update goes where the program is, unless /D says otherwise.
    ReadRegStr $2 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $2 != ""
    ${AndIf} $INSTDIR == "$PROGRAMFILES64\Mohr"
      StrCpy $INSTDIR $2
    ${EndIf}
  ${EndIf}
  !insertmacro refuseRunning
FunctionEnd

Section
  ; What an older version brought and this one does not must not stay.
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\locales"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\$(shortcut).lnk" "$INSTDIR\Mohr.exe"
  CreateShortcut "$DESKTOP\$(shortcut).lnk" "$INSTDIR\Mohr.exe"

  ; Notices bear this name and picture.
  WriteRegStr HKLM "${AUMID_KEY}" "DisplayName" "$(shortcut)"
  WriteRegStr HKLM "${AUMID_KEY}" "IconUri" "$INSTDIR\Mohr.exe"

  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "Mohr (مُهر)"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\Mohr.exe"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "Mohr maintainers"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  !insertmacro refuseRunning
FunctionEnd

Section un.program
  !include "${REMOVE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ; Whichever language it was installed in.
  Delete "$SMPROGRAMS\مُهر.lnk"
  Delete "$SMPROGRAMS\Mohr.lnk"
  Delete "$DESKTOP\مُهر.lnk"
  Delete "$DESKTOP\Mohr.lnk"
  DeleteRegKey HKLM "${AUMID_KEY}"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
SectionEnd
