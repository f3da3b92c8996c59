namespace Nuke.Common.Execution;

/// <summary>What is done on Ctrl+C before the process dies of it, the last added first.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly Stack<Action> handlers = new();

    public Interruption()
    {
        Console.CancelKeyPress += Handle;
    }

    public void Add(Action handler) => handlers.Push(handler);

    public void Raise()
    {
        foreach (var handler in handlers)
            handler();
    }

    public void Dispose() => Console.CancelKeyPress -= Handle;

    private void Handle(object sender, ConsoleCancelEventArgs arguments) => Raise();
}
