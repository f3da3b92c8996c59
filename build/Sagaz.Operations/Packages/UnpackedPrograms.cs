using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Packages;

/// <summary>Programs of a newer Debian than this machine's, unpacked into a folder of this user: the system stays as it is.</summary>
/// <remarks>apt fetches them from this machine's own mirror, with lists of its own, and takes nothing that Debian's keys have not signed.</remarks>
public sealed class UnpackedPrograms(CommandRunner commands, IProgressLog log)
{
    /// <summary>Debian's release that they are of.</summary>
    public const string Release = "trixie";

    private const int ShownLines = 8;
    private static readonly string[] ProgramFolders = ["bin", "sbin"];

    /// <summary>Where Debian's installer is.</summary>
    internal string AptGet { get; init; } = "/usr/bin/apt-get";

    /// <summary>Debian's public keys.</summary>
    internal string Keys { get; init; } = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary>Where they are: <c>~/.cache/sagaz/trixie</c>, or below <c>XDG_CACHE_HOME</c>.</summary>
    public static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "sagaz",
        Release);

    /// <summary>A program that was unpacked before; null when it was not.</summary>
    public static string? Find(string program) => Path.Combine(Folder, program) is var file && File.Exists(file) ? file : null;

    /// <summary>Fetches a tool's packages and keeps its program.</summary>
    /// <returns>The program's path.</returns>
    /// <exception cref="PreconditionException">This machine has no apt or not Debian's keys, or the packages cannot be fetched.</exception>
    public async Task<string> FetchAsync(Tool tool, CancellationToken cancellationToken)
    {
        if (!File.Exists(AptGet))
            throw Refusal(tool, "this machine has no apt-get", []);
        if (!File.Exists(Keys))
            throw Refusal(tool, $"Debian's keys are not in {Keys}", [], "sudo apt-get install debian-archive-keyring");
        log.Information($"fetching {tool.Name} of Debian {Release} into {Folder}; nothing is installed");
        var work = Directory.CreateTempSubdirectory("sagaz-unpack-");
        try
        {
            await PrepareAsync(work.FullName, cancellationToken);
            await AptAsync(tool, work.FullName, ["update"], cancellationToken);
            await AptAsync(tool, work.FullName, ["download", .. tool.Packages], cancellationToken);
            foreach (var package in Directory.EnumerateFiles(work.FullName, "*.deb"))
                (await commands.RunAsync(new Command("dpkg-deb", "-x", package, Path.Combine(work.FullName, "unpacked")), cancellationToken: cancellationToken)).Require();
            return Keep(tool, Path.Combine(work.FullName, "unpacked"));
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private async Task PrepareAsync(string work, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(work, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(work, "cache", "archives", "partial"));
        var mirror = DebianMirror.MainOf(await DebianMirror.FindAllAsync(commands, cancellationToken));
        await File.WriteAllTextAsync(Path.Combine(work, "sources.list"), $"deb [signed-by={Keys}] {mirror} {Release} main\n", cancellationToken);
    }

    /// <summary>apt with this machine's proxies, but with sources, lists and cache of its own; signatures are asked for, whatever the machine says.</summary>
    private async Task AptAsync(Tool tool, string work, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string[] options =
        [
            $"Dir::Etc::sourcelist={work}/sources.list", "Dir::Etc::sourceparts=/dev/null", "Dir::Etc::preferences=/dev/null", "Dir::Etc::preferencesparts=/dev/null",
            $"Dir::State::lists={work}/lists", "Dir::State::status=/dev/null", $"Dir::Cache={work}/cache", "APT::Sandbox::User=root", "Acquire::Languages=none",
            "APT::Get::AllowUnauthenticated=false", "Acquire::AllowInsecureRepositories=false", "Acquire::AllowWeakRepositories=false", "Acquire::AllowDowngradeToInsecureRepositories=false",
        ];
        var command = new Command(AptGet, ["-q", .. options.SelectMany(option => new[] { "-o", option }), .. arguments]) { WorkingDirectory = work, Deadline = Deadlines.PackagesInstalled };
        var result = await commands.RunAsync(command, new StepProgress(log, $"apt-get {arguments[0]}", Deadlines.PackagesInstalled).See, cancellationToken);
        if (!result.Succeeded)
            throw Refusal(tool, $"apt-get {arguments[0]} ended with code {result.ExitCode}", result.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines));
    }

    /// <summary>Moved into place whole: two runs at once do no harm to each other.</summary>
    private static string Keep(Tool tool, string unpacked)
    {
        var found = ProgramFolders.Select(folder => Path.Combine(unpacked, "usr", folder, tool.Program)).FirstOrDefault(File.Exists)
            ?? throw Refusal(tool, $"{string.Join(", ", tool.Packages)} of Debian {Release} has no program '{tool.Program}'", []);
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, tool.Program);
        var arriving = $"{file}.{Environment.ProcessId}";
        File.Copy(found, arriving, overwrite: true);
        File.Move(arriving, file, overwrite: true);
        return file;
    }

    private static PreconditionException Refusal(Tool tool, string reason, IEnumerable<string> facts, string? remedy = null) =>
        new($"{tool.Name} cannot be fetched: {reason}.", facts, remedy ?? $"install {tool.Name} {tool.Minimum} or newer by hand");
}
