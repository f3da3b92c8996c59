using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Asks a person at a terminal for a required parameter.</summary>
internal static class Prompt
{
    /// <summary>Whether somebody is there: NUKE asks on any terminal host and dies where input is redirected.</summary>
    public static bool CanAsk(NukeBuild build)
        => ((INukeBuild)build).Host is Terminal && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public static void For(NukeBuild build, MemberInfo member)
    {
        if (member.GetCustomAttribute<ParameterAttribute>() is not { } parameter || !MemberValue.CanSet(member))
            return;

        var question = parameter.Description?.TrimEnd('.') ?? ParameterName.Of(member);
        var accepted = ParameterValues.Accepted(member, build);
        var choice = accepted is null ? string.Empty : $" ({string.Join(", ", accepted)})";
        while (MemberValue.Get(member, build) is null)
        {
            NukeBuild.Host.Write(ConsoleTone.Information, question + choice + ":");
            var answer = member.IsDefined(typeof(SecretAttribute)) ? ReadSecret() : Console.ReadLine();
            if (answer is null)
                return;

            if (answer.Length > 0 && Convert(answer, member) is { } value)
                MemberValue.Set(member, build, value);
        }
    }

    private static object Convert(string answer, MemberInfo member)
    {
        try
        {
            return ValueConversion.ToType([answer], MemberValue.TypeOf(member), switchValue: false);
        }
        catch (FormatException exception)
        {
            NukeBuild.Host.Write(ConsoleTone.Warning, exception.Message);
            return null;
        }
    }

    private static string ReadSecret()
    {
        var typed = string.Empty;
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed = typed.Length > 0 ? typed[..^1] : typed;
            else if (!char.IsControl(key.KeyChar))
                typed += key.KeyChar;
        }

        Console.WriteLine();
        return typed;
    }
}
