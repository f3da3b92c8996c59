using System.Text;

namespace Sagaz.Operations.Secrets;

/// <summary>Passes text on to another writer with the secrets masked, also one that is split over several writes.</summary>
/// <remarks>
/// What cannot become part of a secret passes at once, so that prompts show and the order of standard output and
/// standard error stays. The end of a line that could still become a secret waits for the next text or the line
/// break; <see cref="Flush"/> does not release it, disposing does. Safe to use from several threads.
/// </remarks>
public sealed class MaskingWriter : TextWriter
{
    private readonly Lock gate = new();
    private readonly TextWriter inner;
    private readonly SecretMask mask;
    private string held = "";

    /// <param name="inner">Where the masked text goes; it is flushed with this writer, and not disposed.</param>
    /// <param name="mask">The secrets, those that are added later too.</param>
    public MaskingWriter(TextWriter inner, SecretMask mask)
        : base(inner.FormatProvider)
    {
        this.inner = inner;
        this.mask = mask;
        NewLine = inner.NewLine;
    }

    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Write([value]);

    /// <inheritdoc />
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            if (held.Length == 0)
                Pass(buffer);
            else
                Pass(string.Concat(held, buffer));
        }
    }

    /// <inheritdoc />
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc />
    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, NewLine));

    /// <inheritdoc />
    public override void Flush()
    {
        lock (gate)
            inner.Flush();
    }

    /// <inheritdoc />
    public override Task WriteAsync(char value) => Done(() => Write(value));

    /// <inheritdoc />
    public override Task WriteAsync(string? value) => Done(() => Write(value));

    /// <inheritdoc />
    public override Task WriteAsync(char[] buffer, int index, int count) => Done(() => Write(buffer, index, count));

    /// <inheritdoc />
    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Done(() => Write(buffer.Span));

    /// <inheritdoc />
    public override Task WriteLineAsync() => Done(WriteLine);

    /// <inheritdoc />
    public override Task WriteLineAsync(char value) => Done(() => WriteLine(value));

    /// <inheritdoc />
    public override Task WriteLineAsync(string? value) => Done(() => WriteLine(value));

    /// <inheritdoc />
    public override Task WriteLineAsync(char[] buffer, int index, int count) => Done(() => WriteLine(buffer, index, count));

    /// <inheritdoc />
    public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Done(() => WriteLine(buffer.Span));

    /// <inheritdoc />
    public override Task FlushAsync() => Done(Flush);

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Done(Flush);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (gate)
            {
                inner.Write(mask.Apply(held));
                inner.Flush();
                held = "";
            }
        }
        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<char> text)
    {
        var patterns = mask.Patterns;
        var settled = patterns.SettledLength(text);
        held = text[settled..].ToString();
        if (patterns.Replace(text[..settled]) is { } masked)
            inner.Write(masked);
        else
            inner.Write(text[..settled]);
    }

    // Console writers do not write asynchronously either; the base class would take a thread for each call.
    private static Task Done(Action write)
    {
        write();
        return Task.CompletedTask;
    }
}
