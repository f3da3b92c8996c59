# The entry point on Windows: builds the build and starts it. The native runtime needs Linux.
$ErrorActionPreference = "Stop"
$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1
$env:DOTNET_NOLOGO = 1
$env:NUKE_TELEMETRY_OPTOUT = 1

$project = Join-Path $PSScriptRoot "build/_build/_build.csproj"
$program = Join-Path $PSScriptRoot "build/_build/bin/Debug/_build.dll"

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine("The .NET SDK is not installed.")
    exit 3
}

$engine = if ($env:NUKE_ENGINE) { $env:NUKE_ENGINE } else { "bundled" }
& dotnet build $project -p:NukeEngine=$engine --nologo -clp:NoSummary -v q
if ($LASTEXITCODE -ne 0) { exit 3 }
& dotnet $program @args
exit $LASTEXITCODE
