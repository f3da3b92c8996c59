using Sagaz.Core.CommandLine;
using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;

namespace Shell;

/// <summary>What happens before the engine starts: output is masked, and bad input is refused.</summary>
static class Entry
{
    public static int Run(Type build, string[] arguments, Func<int> execute)
    {
        CreationMask.LetOthersRead();
        var mask = RunSession.Current.Mask;
        using var output = new MaskingWriter(Console.Out, mask);
        using var errors = new MaskingWriter(Console.Error, mask);
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            var surface = BuildSurface.Of(build);
            var environment = ProcessEnvironment.Read();
            mask.Add(surface.SecretsIn(arguments, environment));
            CommandLineGuard.Require(surface.Contract, arguments, environment, ParametersFiles.Read(surface.Contract, arguments, environment));
            ProcessEnvironment.Remove(StrayEnvironment.Find(surface.Contract, environment.Keys));
            return execute();
        }
        catch (SagazException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return (int)refused.ExitCode;
        }
        finally
        {
            output.Flush();
            errors.Flush();
        }
    }
}
