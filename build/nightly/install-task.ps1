<#
.SYNOPSIS
  Registers the night's work of one office with the Task Scheduler, from mohr-nightly.xml beside this script.
.EXAMPLE
  .\install-task.ps1 -Account 'OFFICE\mohr' -DataFolder 'C:\ProgramData\Mohr\office' -User it -PassphraseFile 'C:\ProgramData\Mohr\nightly-passphrase.txt'
  The account's password is asked for, and goes to the Task Scheduler only. Run from an elevated prompt; -WhatIf shows without doing.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
  [Parameter(Mandatory)] [string] $Account,
  [Parameter(Mandatory)] [string] $DataFolder,
  [string] $User = 'it',
  [Parameter(Mandatory)] [string] $PassphraseFile,
  # This script lies in resources\nightly of the program.
  [string] $Program = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '..\..\Mohr.exe')),
  [string] $TaskName = 'Mohr nightly'
)
$ErrorActionPreference = 'Stop'

foreach ($path in $Program, $PassphraseFile) {
  if (-not (Test-Path -LiteralPath $path -PathType Leaf)) { throw "Not found: $path" }
}
foreach ($path in $DataFolder, $PassphraseFile, $Program) {
  if ($path.Contains('"')) { throw "A path can't hold a quotation mark: $path" }
}

# Only the task's account, administrators and the system read the passphrase.
if ($PSCmdlet.ShouldProcess($PassphraseFile, 'restrict access')) {
  & icacls.exe $PassphraseFile /inheritance:r /grant:r "${Account}:R" '*S-1-5-32-544:F' '*S-1-5-18:F' | Out-Null
  if ($LASTEXITCODE -ne 0) { throw "icacls failed ($LASTEXITCODE)" }
}

[xml] $task = Get-Content -LiteralPath (Join-Path $PSScriptRoot 'mohr-nightly.xml') -Raw -Encoding Unicode
$task.Task.Actions.Exec.Command = $Program
$task.Task.Actions.Exec.Arguments = "nightly --json-file `"$DataFolder\nightly-last.json`" --home `"$DataFolder`" --user $User --passphrase-file `"$PassphraseFile`""

if ($PSCmdlet.ShouldProcess($TaskName, 'register the task')) {
  $credential = Get-Credential -UserName $Account -Message 'Password of the account that the task runs under'
  Register-ScheduledTask -TaskName $TaskName -Xml $task.OuterXml -User $Account -Password $credential.GetNetworkCredential().Password -Force | Out-Null
  Write-Output "Registered: $TaskName. Try it now: schtasks /Run /TN `"$TaskName`"; its code: (Get-ScheduledTaskInfo '$TaskName').LastTaskResult"
}
