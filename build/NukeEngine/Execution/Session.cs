using Nuke.Common.IO;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>What one run knows before its build exists: arguments, environment, folders, host.</summary>
internal sealed class Session
{
    private const string Marker = ".nuke";

    private static Session current;

    public Session(string[] arguments, IEnumerable<KeyValuePair<string, string>> environment, string workingDirectory)
    {
        Arguments = new CommandLine(ShellCompletion.AsOneArgument(arguments));
        Parameters = new ParameterSources(Arguments, new EnvironmentValues(environment));
        RootDirectory = FindRoot(workingDirectory);
        NukeDirectory = RootDirectory / Marker;
        TemporaryDirectory = NukeDirectory / "temp";
    }

    /// <summary>The run of this process; code that asks before the build has started begins it.</summary>
    public static Session Current => current ??= FromProcess();

    public CommandLine Arguments { get; }

    public ParameterSources Parameters { get; }

    public ComponentValues Components { get; } = new();

    public Troubles Troubles { get; } = new();

    public AbsolutePath RootDirectory { get; }

    public AbsolutePath NukeDirectory { get; }

    public AbsolutePath TemporaryDirectory { get; }

    public Host Host { get; set; }

    public string[] Profiles { get; private set; } = [];

    public static Session FromProcess()
        => new(Environment.GetCommandLineArgs()[1..], EnvironmentInfo.Variables, Directory.GetCurrentDirectory());

    /// <summary>Makes this the run that static members speak of.</summary>
    /// <exception cref="FormatException">A value of <c>--host</c>, <c>--verbosity</c> or <c>--profile</c> does not convert.</exception>
    public void Begin()
    {
        current = this;
        Directory.CreateDirectory(TemporaryDirectory);
        Logging.Level = (LogLevel)(Parameters.Get<Verbosity?>("Verbosity") ?? Verbosity.Normal);
        Host = Parameters.Get<string>("Host") is { } name ? Host.Create(name) : Host.Detect(Parameters.Get<string>("GITHUB_ACTIONS"));
        Profiles = Parameters.Get<string[]>("Profile") ?? [];
    }

    private AbsolutePath FindRoot(string workingDirectory)
    {
        if (Parameters.Get<string>("Root") is { } root)
            return Path.GetFullPath(root, workingDirectory);
        if (Arguments.Has("Root"))
            return workingDirectory;

        var found = ((AbsolutePath)workingDirectory).FindParentOrSelf(x => Directory.Exists(x / Marker));
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        // NUKE keeps its own global folder in ~/.nuke, which marks no build.
        return found is null || found.ToString() == home ? throw new RootNotFoundException(workingDirectory) : found;
    }
}
