@echo off
rem Mohr.exe belongs to no console: a prompt would not wait for it and would not learn its exit code. This waits and passes it on.
rem What it says is in the file named by --json-file and in the folder "reports" of the data folder.
setlocal
start "" /b /wait "%~dp0Mohr.exe" %*
exit /b %ERRORLEVEL%
