using Sagaz.Core.Migrations;

namespace Sagaz.Core.Tests.Migrations;

public sealed class TransactionControlTests
{
    [Theory]
    [InlineData("BEGIN", true)]
    [InlineData("start transaction", true)]
    [InlineData("COMMIT", true)]
    [InlineData("ROLLBACK", true)]
    [InlineData("ROLLBACK TO SAVEPOINT a", false)]
    [InlineData("SAVEPOINT a", false)]
    [InlineData("CREATE TABLE commits ()", false)]
    [InlineData("DO $$ BEGIN END $$", false)]
    public void Finds_what_would_end_or_open_a_transaction(string sql, bool found) =>
        Assert.Equal(found, TransactionControl.FindIn([new SqlStatement("f.sql", sql, 1)]) is not null);
}
