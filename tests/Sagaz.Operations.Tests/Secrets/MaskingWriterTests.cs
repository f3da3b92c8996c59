using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Secrets;

public sealed class MaskingWriterTests : IDisposable
{
    private readonly SecretMask mask = new();
    private readonly StringWriter shown = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly MaskingWriter writer;

    public MaskingWriterTests()
    {
        mask.Add("hunter2", "password: yes");
        writer = new MaskingWriter(shown, mask);
    }

    public void Dispose()
    {
        writer.Dispose();
        shown.Dispose();
    }

    [Fact]
    public void Masks_a_secret_that_comes_letter_by_letter()
    {
        foreach (var letter in "a hunter2 b\n")
            writer.Write(letter);

        Assert.Equal("a *** b\n", shown.ToString());
    }

    [Fact]
    public void Masks_a_secret_that_a_flush_cuts()
    {
        writer.Write("a hun");
        writer.Flush();
        writer.WriteLine("ter2 b");

        Assert.Equal("a *** b\n", shown.ToString());
    }

    [Fact]
    public void Shows_a_prompt_at_once()
    {
        writer.Write("Type the name of the environment: ");

        Assert.Equal("Type the name of the environment: ", shown.ToString());
    }

    [Fact]
    public void Holds_back_no_more_than_what_could_become_a_secret()
    {
        writer.Write("the password:");
        Assert.Equal("the ", shown.ToString());

        writer.Write(" no");
        Assert.Equal("the password: no", shown.ToString());
    }

    [Fact]
    public void Shows_what_it_held_back_at_the_end_of_the_line()
    {
        writer.WriteLine("hunt");
        writer.WriteLine("er2");

        Assert.Equal("hunt\ner2\n", shown.ToString());
    }

    [Fact]
    public void Shows_what_it_held_back_when_it_is_disposed_and_leaves_the_inner_writer_open()
    {
        writer.Write("a hunt");
        writer.Dispose();
        shown.Write("!");

        Assert.Equal("a hunt!", shown.ToString());
    }

    [Fact]
    public void Masks_secrets_that_are_added_later()
    {
        writer.WriteLine("s3cret");
        mask.Add("s3cret");
        writer.WriteLine("s3cret");

        Assert.Equal("s3cret\n***\n", shown.ToString());
    }

    [Fact]
    public void Passes_everything_on_when_there_is_no_secret()
    {
        using var plain = new MaskingWriter(shown, new SecretMask());
        plain.Write("hunter2");

        Assert.Equal("hunter2", shown.ToString());
    }

    [Fact]
    public async Task Masks_in_every_way_to_write()
    {
        writer.Write("{0}{1}", "hun", "ter2\n");
        writer.Write("xhunter2x\n".ToCharArray(), 1, 7);
        writer.WriteLine();
        writer.Write(7);
        writer.WriteLine("hunter2".AsSpan());
        writer.WriteLine("hunter2".ToCharArray());
        writer.WriteLine(new StringBuilder("hunter2"));
        await writer.WriteAsync("hun");
        await writer.WriteAsync('t');
        await writer.WriteAsync("er2".AsMemory());
        await writer.WriteLineAsync();
        await writer.WriteLineAsync("hunter2");
        await writer.WriteLineAsync("hunter2".AsMemory());
        await writer.FlushAsync();

        Assert.Equal("***\n***\n7***\n***\n***\n***\n***\n***\n", shown.ToString());
    }

    [Fact]
    public void Has_the_encoding_and_the_line_break_of_the_inner_writer()
    {
        using var file = new StreamWriter(new MemoryStream(), Encoding.Latin1) { NewLine = "\r\n" };
        using var masking = new MaskingWriter(file, mask);

        Assert.Equal((Encoding.Latin1, "\r\n"), (masking.Encoding, masking.NewLine));
    }

    [Fact]
    public void Shows_the_same_however_the_text_is_cut()
    {
        mask.Add("abab", "babc", "ccca");
        var random = new Random(20261122);
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => "abc\n"[random.Next(20) == 0 ? 3 : random.Next(3)]));
            using var pieces = new StringWriter(CultureInfo.InvariantCulture);
            using (var cut = new MaskingWriter(pieces, mask))
            {
                for (var at = 0; at < text.Length;)
                {
                    var length = random.Next(1, text.Length - at + 1);
                    cut.Write(text.AsSpan(at, length));
                    at += length;
                }
            }
            Assert.Equal(mask.Apply(text), pieces.ToString());
        }
    }

    [Fact]
    public async Task Keeps_whole_lines_of_several_threads_apart()
    {
        var lines = Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
                writer.WriteLine($"thread {thread} says hunter2 now");
        }));
        await Task.WhenAll(lines);

        Assert.All(
            shown.ToString().TrimEnd('\n').Split('\n'),
            line => Assert.Matches("^thread [0-3] says [*]{3} now$", line));
    }

    [Fact]
    public void Is_fast_enough_for_a_long_log()
    {
        for (var i = 0; i < 30; i++)
            mask.Add($"Zk3{i:00}q8TnWx5LrVb0YcHd2");
        using var log = new MaskingWriter(TextWriter.Null, mask);
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 100_000; i++)
            log.WriteLine("19:03:09 [INF] postgres-1 streams from postgres-0 on timeline 1, 0 bytes behind");

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"100,000 lines took {watch.Elapsed.TotalSeconds:0.0} s");
    }
}
