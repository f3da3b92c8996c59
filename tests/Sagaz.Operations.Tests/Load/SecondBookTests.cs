using Sagaz.Operations.Load.Driving;

namespace Sagaz.Operations.Tests.Load;

public sealed class SecondBookTests
{
    [Fact]
    public void Requests_count_where_they_were_due_and_where_they_ended()
    {
        var book = new SecondBook();
        book.Add(Request(0.1, 0.2));
        book.Add(Request(0.9, 2.1));
        book.Add(Request(1.5, 1.6) with { Error = "40001" });
        book.Add(Request(2.5, 2.5) with { IsSkipped = true });
        book.Add(new RoundTripSample(0, 0, At(0.9), At(2.1)));

        Assert.Equal([(2L, 1L, 0L, 0L), (1L, 0L, 1L, 0L), (1L, 1L, 0L, 1L)], book.Complete(3).Select(second => (second.Due, second.Done, second.Errors, second.Skipped)));
        Assert.InRange(book.Complete(3)[2].P99, 1199, 1201);
    }

    [Fact]
    public void What_ends_after_the_load_has_a_second_of_its_own_and_a_quiet_second_is_none_too_few()
    {
        var book = new SecondBook();
        book.Add(Request(1.9, 3.5));

        Assert.Equal([0, 0, 0, 1], book.Complete(2).Select(second => second.Done));
        Assert.Equal([0, 1, 0, 0, 0, 0], book.Complete(6).Select(second => second.Due));
    }

    [Fact]
    public void A_closed_second_says_what_it_was()
    {
        var book = new SecondBook();
        book.Add(Request(0.1, 0.2));

        Assert.Null(book.Close(0));
        Assert.Equal(1, book.Close(1)!.Done);
        // Its client was slow to tell.
        book.Add(Request(0.3, 0.4));
        Assert.Equal(1, book.Close(2)!.Done);
        Assert.Equal([1, 1, 0], book.Complete(3).Select(second => second.Done));
    }

    private static long At(double second) => (long)(second * 1e9);

    private static RequestSample Request(double due, double end) => new(0, At(due), At(due), At(end), null, WasIdle: true, IsSkipped: false);
}
