using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.ValueInjection;

/// <summary>Where parameters come from: command line, then environment, then files.</summary>
internal sealed class ParameterSources(CommandLine commandLine, EnvironmentValues environment)
{
    private ParameterFiles files;

    /// <exception cref="InvalidOperationException">A file is malformed, or a profile has none.</exception>
    public void AddFiles(Session session)
        => files = new ParameterFiles(session.RootDirectory, session.NukeDirectory, session.Profiles);

    /// <summary>A member's value, or null where no source has one.</summary>
    /// <exception cref="FormatException">The value does not convert to the member's type.</exception>
    public object Get(MemberInfo member)
    {
        var separator = ParameterName.Attribute(member).Separator;
        return Get(ParameterName.Of(member), MemberValue.TypeOf(member), string.IsNullOrEmpty(separator) ? null : separator[0]);
    }

    public T Get<T>(string name, char? separator = null) => (T)Get(name, typeof(T), separator);

    private object Get(string name, Type type, char? separator)
        => (commandLine.Has(name) ? commandLine.Named(name, type, separator) : null)
            ?? (name == "Target" ? commandLine.Positional(type, separator) : null)
            ?? environment.Get(name, type, separator)
            ?? files?.Get(name, type);
}
