using Sagaz.Core.Status;

namespace Sagaz.Core.Tests.Status;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_no_line_ends_in_spaces()
    {
        Assert.Equal(
            [
                "NAME        PORT",
                "a",
                "postgres-0  15432",
                "b           1",
            ],
            TextTable.Render(["NAME", "PORT"], [["a", ""], ["postgres-0", "15432"], ["b", "1"]]));
    }

    [Fact]
    public void A_row_may_be_shorter_than_the_header()
    {
        Assert.Equal(["A   B  C", "xx"], TextTable.Render(["A", "B", "C"], [["xx"]]));
    }

    [Fact]
    public void Without_rows_the_header_stands_alone()
    {
        Assert.Equal(["A  B"], TextTable.Render(["A", "B"], []));
    }
}
