@echo off
rem The command line of Axial: axial ^<command^>, see axial help.
"%~dp0..\..\axial.exe" --cli %*
exit /b %ERRORLEVEL%
