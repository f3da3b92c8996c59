using System.Linq.Expressions;
using Nuke.Common.Execution;

namespace NukeEngine.Tests.Harness;

/// <summary>A folder with <c>.nuke</c> in which builds run inside this process.</summary>
internal sealed class BuildFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("nuke-engine-");

    public BuildFolder()
    {
        Directory.CreateDirectory(Path.Combine(Root, ".nuke"));
        Environment.SetEnvironmentVariable("TERM", "dumb");
    }

    public string Root => root.FullName;

    public Dictionary<string, string> Variables { get; } = new() { ["NUKE_NO_LOGO"] = "true" };

    public string File(string path) => Path.Combine(Root, path);

    public string Read(string path) => System.IO.File.ReadAllText(File(path));

    public void Write(string path, string content) => System.IO.File.WriteAllText(File(path), content);

    public RunResult Run<T>(string arguments, params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        Journal.Take();
        var (console, errors) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var code = BuildRun.Execute(() => new Session(words, Variables, Root), defaults);
            return new RunResult(code, output.ToString(), error.ToString(), Journal.Take());
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(errors);
        }
    }

    public void Dispose() => root.Delete(recursive: true);
}
